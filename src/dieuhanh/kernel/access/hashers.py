"""Argon2 with the memory of an office machine: Django's 100 MiB a hash is 836 MB when eight people sign in at once."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class OfficeArgon2(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19 * 1024  # KiB; OWASP's first choice for argon2id
    parallelism = 1
