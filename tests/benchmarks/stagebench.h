#pragma once

// What the stage costs, on an offscreen raster. Needs a QApplication.

/// Milliseconds of a frame of the stage while `nodes` visible nodes play: every few frames a step,
/// in between numbers on their way. The median, and the 99th percentile.
double stageFrame(int nodes);
double stageFrameLate(int nodes);
/// Median milliseconds of a frame after a jump to another place: everything is painted anew.
double stageStep(int nodes);
/// Microseconds for the state of every box of the picture at step k of a recording of 100,000
/// steps.
double stateAtStep();
/// Milliseconds from a recording of 10,000 operations to its arranged picture, dot included.
double openLargeRecording();
/// Milliseconds from the first lesson's recording to its painted picture, dot's process left out.
double buildFirstPicture();
