// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/widgets/pages/hintstrip.h"

#include "console/format/formatter.h"
#include "console/widgets/charts/timecontext.h"
#include "console/widgets/controls/banner.h"
#include "console/widgets/pages/spans.h"

namespace qd::console {

using namespace Qt::StringLiterals;

HintStrip::HintStrip(const PageContext &context, QWidget *parent)
    : m_context(context)
    , m_banner(new Banner(context.themes, parent))
{
    setParent(m_banner);
    m_banner->setObjectName(u"rangeHint"_s);
    m_banner->setCard(true);
    m_banner->hide();
    connect(m_banner, &Banner::actionTriggered, this, &HintStrip::apply);
}

void HintStrip::setHint(const RangeHint &hint)
{
    m_span = spanOf(m_context.time);
    if (hint != m_hint) {
        m_hint = hint;
        retranslate();
    }
}

void HintStrip::keep()
{
    if (spanOf(m_context.time) != m_span) {
        setHint({});
    }
}

void HintStrip::retranslate()
{
    const Formatter formatter;
    switch (m_hint.kind) {
    case RangeHint::Kind::None:
        break;
    case RangeHint::Kind::BeginsLate:
        m_banner->setMessage(Banner::Tone::Info,
            tr("In this range samples begin at %1.").arg(formatter.clockTime(m_hint.at)),
            //: %1: a duration, "15 min"
            tr("Show the last %1").arg(formatter.duration(m_hint.offer.length)));
        break;
    case RangeHint::Kind::Silent:
        m_banner->setMessage(Banner::Tone::Warning,
            tr("Nothing has come since %1.").arg(formatter.timestamp(m_hint.at, m_context.now())),
            tr("Show the time before"));
        break;
    }
    m_banner->setVisible(m_hint.kind != RangeHint::Kind::None);
}

void HintStrip::apply()
{
    const QuerySpan offer = m_hint.offer;
    if (offer.isLive) {
        m_context.time.setLive(offer.length, m_context.now());
    } else {
        m_context.time.zoomTo({offer.start, offer.end}); // one step back is the range of before
    }
}

} // namespace qd::console
