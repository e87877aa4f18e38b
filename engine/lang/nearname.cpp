#include <algorithm>

#include "engine/lang/raisederror.h"

namespace engine::lang {

namespace {

/// Edits between two words, a swap of neighbours counting as one; letter case costs half.
double editDistance(const std::string& a, const std::string& b)
{
    const auto same = [](char x, char y) { return (x | 0x20) == (y | 0x20); };
    std::vector<std::vector<double>> cost(a.size() + 1, std::vector<double>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = static_cast<double>(i + j);
                continue;
            }
            const double replace = a[i - 1] == b[j - 1] ? 0 : same(a[i - 1], b[j - 1]) ? 0.5 : 1;
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

} // namespace

std::string nearestName(const std::string& wrong, const std::vector<std::string>& known)
{
    if (wrong.size() > 60)
        return {};
    // A third of the letters may be wrong; a one-letter name has no near name.
    const double most =
        wrong.size() <= 1 ? 0.5 : std::max(1.0, static_cast<double>(wrong.size()) / 3.0);
    std::string best;
    double bestDistance = most + 0.01;
    for (const std::string& candidate : known) {
        if (candidate.empty() || candidate == wrong || candidate.size() > 60
            || (candidate.starts_with("__") && !wrong.starts_with("_")))
            continue;
        const double distance = editDistance(wrong, candidate);
        if (distance < bestDistance
            && distance < static_cast<double>(std::max(candidate.size(), wrong.size()))) {
            bestDistance = distance;
            best = candidate;
        }
    }
    return best;
}

BilingualText didYouMean(const std::string& wrong, const std::vector<std::string>& known)
{
    const std::string near = nearestName(wrong, known);
    if (near.empty())
        return {};
    return {"Did you mean `" + near + "`?", "是不是想写 `" + near + "`？"};
}

} // namespace engine::lang
