using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;

namespace Connector.Azure.Tests.Tables;

/// <summary>A set of tables of one test's own on the emulator. Each connection is like that of another process.</summary>
internal sealed class Storage
{
    private readonly string _prefix = AzuriteStorage.NewPrefix();

    /// <param name="transport">Where requests pass; null: straight to the emulator.</param>
    public async Task<StorageTables> ConnectAsync(HttpPipelineTransport? transport = null) => new(await ServiceAsync(transport), _prefix);

    public async Task<TableClient> TableAsync(string name, HttpPipelineTransport? transport = null)
    {
        var table = (await ServiceAsync(transport)).GetTableClient(_prefix + name);
        await table.CreateIfNotExistsAsync();
        return table;
    }

    private static async Task<TableServiceClient> ServiceAsync(HttpPipelineTransport? transport)
    {
        var options = TableStorage.ClientOptions();
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        if (transport is not null) options.Transport = transport;
        return new TableServiceClient((await AzuriteStorage.GetAsync()).ConnectionString, options);
    }
}
