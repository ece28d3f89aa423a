"""The parts of bootstrap.py. A package of this name, so that a load.py or frames.py of a student is still theirs."""
