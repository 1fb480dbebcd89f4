namespace Connector.ShipStation.Wire;

/// <summary>A record was JSON, but one of its fields makes no sense. Names the field, holds no value.</summary>
internal sealed class UnreadableRowException(string field) : FormatException($"{field} cannot be read.")
{
    public string Field { get; } = field;
}
