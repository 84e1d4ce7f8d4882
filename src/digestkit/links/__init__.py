"""Links: finding them in a digest, and saying of each whether it still leads where it should.

``extract`` and ``verdict`` are light, ``check`` talks to the network; so nothing is imported here.
"""
