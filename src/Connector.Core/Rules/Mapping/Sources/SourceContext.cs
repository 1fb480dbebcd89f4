using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>What a source is read from.</summary>
/// <param name="Line">Null for fields of the order.</param>
internal readonly record struct SourceContext(MappingRun Run, OrderLine? Line, TextLocales Locales)
{
    public SourceContext(MappingRun run, OrderLine? line) : this(run, line, run.Locales) { }

    public Order Order => Run.Order;
}
