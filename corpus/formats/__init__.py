"""One module per file format; each turns one file into articles and rejections."""
