#pragma once

#include <functional>
#include <string>
#include <vector>

/// A number that `./dev bench` prints, with what it means and how good it should be.
struct Figure
{
    std::string name;
    std::string unit;
    double aim = 0; ///< NaN: none, the figure only explains others
    bool atLeast = false; ///< the aim is a lower bound, not an upper one
    std::string meaning; ///< a sentence for who reads the table
    std::function<double()> measure; ///< NaN: cannot be measured here
};

/// A file of figures adds them with one of these at namespace scope; that is all there is to do for
/// a new file.
class FigureFile
{
public:
    explicit FigureFile(std::function<std::vector<Figure>()> figures);
};

/// Seconds of this thread's CPU time for one call of each work, the median of several rounds in
/// which all take turns, so that what else the machine does disturbs them alike. Measured by Google
/// Benchmark.
std::vector<double> secondsTogether(const std::vector<std::function<void()>>& works);
double seconds(const std::function<void()>& work);
