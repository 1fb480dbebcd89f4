using System.Globalization;

namespace Connector.Azure.Tests.Azurite;

/// <summary>
/// The storage emulator's table and blob services, one of each for the test process, started when the first test asks. They keep everything in memory, so tests take
/// names of their own instead of cleaning up.
/// </summary>
public sealed class AzuriteStorage
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly IReadOnlyList<string> Others = [.. Enumerable.Range(1, 80).Select(static i => string.Create(CultureInfo.InvariantCulture, $"app{i}"))];

    private static readonly Lazy<Task<AzuriteStorage>> Running = new(static () => Task.Run(StartAsync));

    private readonly int _tables;
    private readonly int _blobs;
    private int _accounts;

    private AzuriteStorage(int tables, int blobs) => (_tables, _blobs) = (tables, blobs);

    /// <summary>The emulator's own account, the same everywhere; no secret.</summary>
    public string ConnectionString => To(Account);

    /// <summary>An account that no other test uses, for an app in a process of its own: its tables have the names that they have in Azure.</summary>
    public string TakeAccount() => To(Others.ElementAt(Interlocked.Increment(ref _accounts) - 1));

    public static Task<AzuriteStorage> GetAsync() => Running.Value;

    /// <summary>Letters and digits that no other test uses, to put before the names of tables and containers.</summary>
    public static string NewPrefix() => $"t{Guid.NewGuid():N}";

    private string To(string account) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{_tables}/{account};BlobEndpoint=http://127.0.0.1:{_blobs}/{account};");

    private static async Task<AzuriteStorage> StartAsync()
    {
        var accounts = string.Join(';', Others.Prepend(Account).Select(static name => $"{name}:{Key}"));
        var ports = await Task.WhenAll(AzuriteProcess.StartAsync("table", accounts, $"{Account}/Tables"), AzuriteProcess.StartAsync("blob", accounts, $"{Account}?comp=list"));
        return new AzuriteStorage(ports[0], ports[1]);
    }
}
