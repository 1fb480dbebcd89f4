using Azure.Storage.Blobs;
using Connector.Azure.Tables;
using Connector.Core.Ports.Labels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Blobs;

/// <summary>Registration of what is kept in blobs: the labels' documents.</summary>
public static class BlobStorage
{
    /// <summary>A singleton on the account of <see cref="StorageOptions"/>, which <see cref="TableStorage.AddTableStorage"/> registers.</summary>
    public static IServiceCollection AddBlobStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(static s => Connect(s.GetRequiredService<IOptions<StorageOptions>>().Value));
        services.AddSingleton<ILabelArchive>(static s => new BlobLabelArchive(s.GetRequiredService<BlobServiceClient>()));
        return services;
    }

    internal static BlobClientOptions ClientOptions() => TableStorage.WithRetries(new BlobClientOptions());

    private static BlobServiceClient Connect(StorageOptions options) => options.BlobServiceUri is { } address
        ? new BlobServiceClient(address, TableStorage.Credential(options), ClientOptions())
        : new BlobServiceClient(options.ConnectionString!, ClientOptions());
}
