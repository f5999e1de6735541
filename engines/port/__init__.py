"""What every engine must be able to do, and the shapes that pass between an engine and the rest."""
