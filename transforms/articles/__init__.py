"""What a file holds becomes articles: read, raw (what reading gives), clean, dateline, urls, mojibake, dedupe; batching, isolation."""
