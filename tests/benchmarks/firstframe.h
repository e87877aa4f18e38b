#pragma once

/// `bench --first-frame WHICH`: opens the window ("tapedeck" with the first lesson, or an "empty"
/// one), prints the milliseconds of processor time that the main thread has spent from the start of
/// the process to the first painted frame, and ends.
int printFirstFrame(int argc, char** argv);
