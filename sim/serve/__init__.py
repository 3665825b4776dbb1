"""Owns serving the program to browsers: who may come in, their sessions, and the machine's share in it.

Never draws, never scores and never decides what is played: a shell is handed in, and each session runs it
in a process of its own. Importing this loads no web server.
"""
