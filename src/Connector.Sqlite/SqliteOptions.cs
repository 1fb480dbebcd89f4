namespace Connector.Sqlite;

/// <summary>Where the connector keeps its state, queue and journal on one machine.</summary>
public sealed class SqliteOptions
{
    public const string SectionName = "Sqlite";

    /// <summary>The file; made when it is not there, in a folder that is. Relative to the working directory.</summary>
    public string Path { get; set; } = "connector.db";
}
