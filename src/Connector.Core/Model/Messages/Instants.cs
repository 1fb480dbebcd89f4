namespace Connector.Core.Model.Messages;

/// <summary>Pure: which of two instants.</summary>
internal static class Instants
{
    public static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    public static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
