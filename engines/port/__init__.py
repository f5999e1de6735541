"""The interface of all engines, and the data that passes between an engine and the rest."""
