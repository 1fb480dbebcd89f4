namespace Connector.WorkerHost;

/// <summary>Which worker is started, and with what.</summary>
public sealed record WorkerOptions
{
    /// <summary>Where the app's files are: the output of a build, or what was published.</summary>
    public required string Folder { get; init; }

    /// <summary>The program in it.</summary>
    public string Program { get; init; } = "Connector.Functions.dll";

    /// <summary>App settings; the worker gets them as environment variables.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>The key that opens functions of level function.</summary>
    public string FunctionKey { get; init; } = "function-key";

    /// <summary>As host.json says.</summary>
    public int MaxMessageBatchSize { get; init; } = 100;

    /// <summary>For the worker's responses; a busy machine may take its time.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);
}
