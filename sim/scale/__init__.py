"""Judging many real chats: read by rows, cut by whole chats, scored by many hands, written part by part.

Loaded only when it is asked for; pyarrow and Dask come with `servicesim[scale]` and may be missing.
"""
