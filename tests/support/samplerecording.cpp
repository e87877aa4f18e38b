#include "support/samplerecording.h"

#include "engine/lesson/lesson.h"
#include "engine/recording/session.h"

namespace support {

engine::Lesson lessonOf(const std::vector<std::string>& cells)
{
    engine::Lesson lesson;
    for (const std::string& source : cells) {
        engine::Cell cell;
        cell.source = source;
        lesson.cells.push_back(cell);
    }
    return lesson;
}

std::shared_ptr<const engine::Recording> record(const std::vector<std::string>& cells)
{
    const engine::Lesson lesson = lessonOf(cells);
    const engine::lang::StopFlag stop;
    engine::Session session(stop);
    return session.run(lesson, {});
}

std::shared_ptr<const engine::Recording> quadraticRecording()
{
    return record({"import tensorflow as tf\nx = tf.reshape(tf.range(4, dtype=tf.float32), (4, 1))",
                   "with tf.GradientTape() as t:\n    t.watch(x)\n    y = 2 * tf.matmul(tf.transpose(x), x)",
                   "dy_dx = t.gradient(y, x)\ndy_dx"});
}

std::shared_ptr<const engine::Recording> persistentRecording()
{
    return record({"import tensorflow as tf\nx = tf.constant([[0.], [1.], [2.], [3.]])",
                   "with tf.GradientTape(persistent=True) as g:\n    g.watch(x)\n    y = x * x\n    z = y * y",
                   "dz_dx = g.gradient(z, x)\ndy_dx = g.gradient(y, x)\ndz_dx, dy_dx"});
}

std::shared_ptr<const engine::Recording> controlFlowRecording()
{
    return record({"import tensorflow as tf",
                   "def f(a):\n    b = a * 2\n    while tf.norm(b) < 1000:\n        b *= 2\n    if tf.reduce_sum(b) > 0:\n        c = b\n"
                   "    else:\n        c = 100 * b\n    return c",
                   "a = tf.constant([[0.7]])\nwith tf.GradientTape() as t:\n    t.watch(a)\n    c = f(a)\nt.gradient(c, a) == c / a"});
}

} // namespace support
