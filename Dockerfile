# newsquote in a container: `docker build -t newsquote .`, then see compose.yaml.
FROM python:3.11-slim

ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONUNBUFFERED=1 \
    GRADIO_ANALYTICS_ENABLED=False HF_HUB_OFFLINE=1

# torch first, its build for the CPU: the one that PyPI has brings gigabytes for NVIDIA cards.
RUN pip install torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu

WORKDIR /opt/newsquote
COPY requirements.txt ./
RUN pip install -r requirements.txt
COPY . .
RUN pip install --no-deps .

# The volume takes over the owner of /index when it is made.
RUN useradd --uid 10001 --create-home newsquote && install -d -o newsquote /index
USER newsquote
WORKDIR /home/newsquote
# Prepares the embedding model once and for all, so that a container never needs torch or the net.
RUN python -c "from qa import open_sample; open_sample()"

VOLUME /index
EXPOSE 7860
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:7860/healthz', timeout=4)"]

ENTRYPOINT ["newsquote"]
# Without accounts (--accounts FILE, or NEWSQUOTE_ACCOUNTS) this refuses to start, and says so.
CMD ["serve", "/index", "--host", "0.0.0.0", "--log"]
