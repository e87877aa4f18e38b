#include "ui/math/mathtypesetter.h"

#include <QCache>
#include <QFile>
#include <QHash>
#include <QSet>
#include <QThread>
#include <QTimer>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

#include "ui/math/formulacache.h"
#include "ui/math/mathengine.h"
#include "ui/math/plainmath.h"

namespace ui {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

using Request = std::pair<QString, bool>; ///< TeX, display

constexpr int keptFormulas = 4000;
constexpr auto longest = 5s; ///< for one formula
constexpr auto betweenNews = 60ms;
constexpr auto postponement = 150ms;
constexpr unsigned stackSize = 16U << 20;

} // namespace

struct MathTypesetter::Worker
{
    explicit Worker(MathTypesetter* typesetter)
        : owner(typesetter)
    {
    }

    /// The result, or null after queueing the request. Call with the lock held.
    FormulaPointer findOrAsk(const Request& request, bool urgent)
    {
        if (const FormulaPointer* known = results.object(request))
            return *known;
        if (postponed.isActive() && !urgent)
            return nullptr;
        if (!pending.contains(request)) {
            pending.insert(request);
            if (urgent)
                queue.push_front(request);
            else
                queue.push_back(request);
            wake.notify_one();
        }
        return nullptr;
    }

    void start()
    {
        if (thread)
            return;
        thread.reset(QThread::create([this] { work(); }));
        thread->setObjectName(QStringLiteral("math"));
        thread->setStackSize(stackSize);
        thread->start();
    }

    void work()
    {
        std::unique_ptr<MathEngine> own;
        auto lastNews = Clock::now();
        std::unique_lock lock(mutex);
        while (true) {
            wake.wait(lock, [this] { return ending || !queue.empty(); });
            if (ending)
                break;
            if (!own) {
                own = std::make_unique<MathEngine>();
                engine = own.get();
                lock.unlock();
                own->load();
                lock.lock();
                continue;
            }
            const Request request = queue.front();
            queue.pop_front();
            started = Clock::now();
            lock.unlock();
            auto formula =
                std::make_shared<const Formula>(own->typeset(request.first, request.second));
            lock.lock();
            started.reset();
            if (own->isInterrupted()) {
                engine = nullptr; // its state is anyone's guess
                own.reset();
            }
            results.insert(request, new FormulaPointer(std::move(formula)));
            pending.remove(request);
            arrived.notify_all();
            if (queue.empty() || Clock::now() - lastNews > betweenNews) {
                lastNews = Clock::now();
                QMetaObject::invokeMethod(owner, &MathTypesetter::ready, Qt::QueuedConnection);
            }
        }
        engine = nullptr;
    }

    void endOverlongFormula()
    {
        const std::lock_guard lock(mutex);
        if (engine && started && Clock::now() - *started > longest)
            engine->interrupt();
    }

    void end()
    {
        if (!thread)
            return;
        {
            const std::lock_guard lock(mutex);
            ending = true;
            if (engine)
                engine->interrupt();
        }
        wake.notify_one();
        thread->wait();
    }

    /// Those that were typeset when the program was built.
    FormulaPointer shipped(const Request& request)
    {
        if (!fromBuild) {
            QFile file(shippedFormulas());
            fromBuild =
                file.open(QIODevice::ReadOnly) ? FormulaCache(file.readAll()) : FormulaCache();
        }
        return fromBuild->find(request.first, request.second);
    }

    MathTypesetter* owner;
    std::optional<FormulaCache> fromBuild; ///< used on the owner's thread alone
    std::unique_ptr<QThread> thread;
    QTimer watch;
    QTimer postponed; ///< runs while formulas wait

    std::mutex mutex; // guards what follows
    std::condition_variable wake;
    std::condition_variable arrived;
    std::deque<Request> queue;
    QSet<Request> pending; ///< queued or under way
    QCache<Request, FormulaPointer> results{keptFormulas};
    MathEngine* engine = nullptr; ///< lives on the thread
    std::optional<Clock::time_point> started; ///< the formula under way
    bool ending = false;
};

MathTypesetter::MathTypesetter(QObject* parent)
    : QObject(parent)
    , m_worker(std::make_unique<Worker>(this))
{
    // Compiled to machine code, JavaScript has crashed on this thread when windows closed soon
    // after they opened; interpreted, it costs no time that one notices. Qt reads this when the
    // first engine is made.
    qputenv("QV4_FORCE_INTERPRETER", "1");
    m_worker->watch.setInterval(1s);
    connect(&m_worker->watch, &QTimer::timeout, this, [this] { m_worker->endOverlongFormula(); });
    m_worker->postponed.setSingleShot(true);
    m_worker->postponed.setInterval(postponement);
    connect(&m_worker->postponed, &QTimer::timeout, this, &MathTypesetter::ready); // to ask again
}

MathTypesetter::~MathTypesetter()
{
    m_worker->end();
}

FormulaPointer MathTypesetter::typeset(const QString& tex, bool display)
{
    return typesetNow(tex, display, 0ms);
}

FormulaPointer MathTypesetter::typesetNow(const QString& tex, bool display,
                                          std::chrono::milliseconds atMost)
{
    const Request request(tex, display);
    if (const FormulaPointer formula = m_worker->shipped(request))
        return formula;
    if (!isAvailable()) {
        auto formula = std::make_shared<Formula>();
        formula->tex = tex;
        formula->display = display;
        formula->plainText = PlainMath(tex).text();
        formula->error = tr("This program was built without MathJax");
        return formula;
    }
    const bool urgent = atMost > 0ms;
    std::unique_lock lock(m_worker->mutex);
    FormulaPointer formula = m_worker->findOrAsk(request, urgent);
    if (formula)
        return formula;
    m_worker->start();
    if (!m_worker->watch.isActive())
        m_worker->watch.start();
    if (urgent)
        m_worker->arrived.wait_for(lock, atMost, [&] {
            const FormulaPointer* known = m_worker->results.object(request);
            formula = known ? *known : nullptr;
            return formula != nullptr;
        });
    return formula;
}

void MathTypesetter::postpone()
{
    m_worker->postponed.start();
}

bool MathTypesetter::isAvailable()
{
    return MathEngine::isBuiltIn();
}

} // namespace ui
