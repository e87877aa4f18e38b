#pragma once

#include <QString>

#include <optional>

#include "engine/lesson/bilingualtext.h"
#include "ui/stage/folding.h"
#include "ui/window/theme.h"

class QIODevice;

namespace engine {
struct Recording;
}

namespace ui {

class MathTypesetter;
struct StageModel;
enum class FlowDirection;

enum class PictureFormat { Png, Svg, Pdf };

struct PictureOptions
{
    PictureFormat format = PictureFormat::Png;
    Theme theme = Theme::light();
    engine::Language language = engine::Language::English;
    double scale = 1; ///< pixels a scene unit, for PNG
    std::optional<Folding> folding; ///< of the take's groups; the default when empty
    std::optional<FlowDirection> direction; ///< whichever is better when empty
    bool isIsolated = false; ///< what is not between target and sources is faded
    bool isTinted = false; ///< numbers are coloured by size and sign
    MathTypesetter* typesetter = nullptr; ///< one of its own when null
    QString title; ///< what the lesson is called; may be empty
};

/// Writes the stage at step k, with the step's sentence under it, to an open device. The same input
/// gives the same bytes, except for the date that Qt puts into a PDF. Returns what went wrong, in
/// the interface's language, or an empty string. Needs a QGuiApplication, but no display.
QString exportPicture(const engine::Recording& recording, int k, const PictureOptions& options,
                      QIODevice& device);

/// The same for a picture that is already laid out.
QString exportPicture(const engine::Recording& recording, const StageModel& model, int k,
                      const PictureOptions& options, QIODevice& device);

} // namespace ui
