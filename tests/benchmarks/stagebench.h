#pragma once

// What the stage costs, on an offscreen raster. Needs a QGuiApplication.

/// Median milliseconds for a frame of `nodes` visible nodes in which only numbers move.
double stageFrame(int nodes);
/// The same when the step changed: everything is painted anew.
double stageStep(int nodes);
/// Microseconds for the state of every box of the picture at step k of a recording of 100,000
/// steps.
double stateAtStep();
/// Milliseconds from a recording of 10,000 operations to its arranged picture, dot included.
double openLargeRecording();
/// Milliseconds for the boxes of the first lesson's picture, before the layout.
double buildFirstPicture();
