namespace Connector.Azure.Tests.FakeHost;

/// <summary>What the real host takes from host.json, the app settings and its keys.</summary>
public sealed record FunctionsHostOptions
{
    /// <summary>App settings, for %names% and connections.</summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>The setting with the connection string of the Service Bus namespace.</summary>
    public string ConnectionSetting { get; init; } = "ServiceBusConnection";
    public int MaxMessageBatchSize { get; init; } = 100;

    /// <summary>Before every HTTP route.</summary>
    public string RoutePrefix { get; init; } = "";

    /// <summary>The key that opens functions of level Function.</summary>
    public string FunctionKey { get; init; } = "function-key";
}
