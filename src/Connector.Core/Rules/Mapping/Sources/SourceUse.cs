namespace Connector.Core.Rules.Mapping.Sources;

/// <summary>What a target field belongs to.</summary>
internal enum SourceUse
{
    Order,

    /// <summary>The order; read before its parcel is weighed.</summary>
    EarlyOrder,

    Line
}
