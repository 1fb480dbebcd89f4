using Azure.Data.Tables;
using Connector.Azure.Blobs;
using Connector.Azure.Tables;
using Connector.Azure.Tests.Azurite;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace Connector.Azure.Tests.Tables;

/// <summary>Settings of section Storage, and what is registered.</summary>
public sealed class RegistrationTests
{
    private const string Blobs = "https://shop.blob.core.windows.net";
    private const string Identity = "00000000-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=a2V5;EndpointSuffix=core.windows.net")]
    public async Task A_connection_string_is_enough(string connection)
    {
        await using var services = Services(("Storage:ConnectionString", connection));
        AssertAllPorts(services);
    }

    [Theory]
    [InlineData("Storage:ManagedIdentityClientId", Identity)]
    [InlineData("Storage:ManagedIdentityClientId", "")]
    public async Task So_are_the_addresses_of_both_services(string key, string value)
    {
        await using var services = Services(("Storage:TableServiceUri", "https://shop.table.core.windows.net"), ("Storage:BlobServiceUri", Blobs), (key, value));
        AssertAllPorts(services);
    }

    [Theory]
    [InlineData("Storage:TableServiceUri", null, null, null, null)]
    [InlineData("Storage:TableServiceUri", null, Blobs, null, null)]
    [InlineData("Storage:TableServiceUri", "http://shop.table.core.windows.net", Blobs, null, null)]
    [InlineData("Storage:TableServiceUri", "shop", Blobs, null, null)]
    [InlineData("Storage:BlobServiceUri", "https://shop.table.core.windows.net", null, null, null)]
    [InlineData("Storage:BlobServiceUri", "https://shop.table.core.windows.net", "http://shop.blob.core.windows.net", null, null)]
    [InlineData("Storage:BlobServiceUri", "https://shop.table.core.windows.net", "shop", null, null)]
    [InlineData("Storage:ConnectionString", "https://shop.table.core.windows.net", Blobs, "UseDevelopmentStorage=true", null)]
    [InlineData("Storage:ConnectionString", "https://shop.table.core.windows.net", null, "UseDevelopmentStorage=true", null)]
    [InlineData("Storage:ConnectionString", null, Blobs, "UseDevelopmentStorage=true", null)]
    [InlineData("Storage:ConnectionString", null, null, "AccountName=shop;AccountKey=not base 64", null)]
    [InlineData("Storage:ConnectionString", null, null, "some secret", null)]
    [InlineData("Storage:ManagedIdentityClientId", "https://shop.table.core.windows.net", Blobs, null, "connector-identity")]
    public async Task What_is_wrong_is_reported_at_start_with_its_key_and_without_its_value(string wrong, string? uri, string? blobs, string? connection, string? identity)
    {
        await using var services = Services(
            ("Storage:TableServiceUri", uri), ("Storage:BlobServiceUri", blobs), ("Storage:ConnectionString", connection), ("Storage:ManagedIdentityClientId", identity));
        var failure = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
        Assert.StartsWith(wrong + ": ", Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("base 64", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_tables_are_such_as_the_service_takes_and_all_are_listed()
    {
        Assert.All(TableNames.All, static name => Assert.Matches("^[A-Za-z][A-Za-z0-9]{2,62}$", name));
        Assert.Equal(
            typeof(TableNames).GetFields().Where(static f => f.IsLiteral).Select(static f => (string)f.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            TableNames.All.Order(StringComparer.Ordinal));
    }

    private static ServiceProvider Services(params (string Key, string? Value)[] settings) => new ServiceCollection()
        .AddTableStorage(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(static s => s.Key, static s => s.Value)).Build()).AddBlobStorage()
        .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private static void AssertAllPorts(ServiceProvider services)
    {
        services.GetRequiredService<IStartupValidator>().Validate();
        Type[] ports =
        [
            typeof(ISyncStore), typeof(IShippingStore), typeof(ICursorStore), typeof(IJournal), typeof(IRateBudget), typeof(ILeases), typeof(IRunRecords), typeof(IFlowPauses),
            typeof(ISeenNotifications), typeof(ITrackingStore)
        ];
        Assert.All(ports, port => Assert.Equal("Connector.Azure.Tables", services.GetRequiredService(port).GetType().Namespace));
        Assert.IsType<BlobLabelArchive>(services.GetRequiredService<ILabelArchive>());
    }
}

/// <summary>The registered stores on the emulator.</summary>
[NeedsAzurite]
public sealed class RegisteredStoresTests
{
    [Fact]
    public async Task The_tables_are_made_under_the_names_that_are_written_down()
    {
        var connection = (await AzuriteStorage.GetAsync()).ConnectionString;
        await using var services = new ServiceCollection()
            .AddTableStorage(new ConfigurationBuilder().AddInMemoryCollection([new("Storage:ConnectionString", connection)]).Build()).BuildServiceProvider();
        await services.GetRequiredService<ISyncStore>().CountAsync(default);
        await services.GetRequiredService<IShippingStore>().FindOrderAsync("main", 1, default);
        await services.GetRequiredService<IShippingStore>().MarkRecordedAsync([("main", "ss-1", new(ShipmentMark.Shipped))], default);
        await services.GetRequiredService<IJournal>().PruneAsync(JournalAges.All(DateTimeOffset.UnixEpoch), default);
        await services.GetRequiredService<ICursorStore>().GetAsync(CursorName.OrdersPull, default);
        await services.GetRequiredService<ISeenNotifications>().IsSeenAsync("n-1", default);
        await services.GetRequiredService<ITrackingStore>().MarkAskedAsync("main", 1, DateTimeOffset.UnixEpoch, default);
        await services.GetRequiredService<ILabelStore>().FindAsync("6dd7973c-af3c-49ca-ac10-52725c718ee4-main/1", default);
        await services.GetRequiredService<ISpendLedger>().GetAsync("main", new DateOnly(2026, 11, 27), default);
        await services.GetRequiredService<IOrderIndex>().GetAsync(["6dd7973c-af3c-49ca-ac10-52725c718ee4"], default);
        await services.GetRequiredService<IOrderOverrides>().ListAsync(["6dd7973c-af3c-49ca-ac10-52725c718ee4"], default);
        await services.GetRequiredService<IErrorCases>().GetAsync(["PushOrder/6dd7973c-af3c-49ca-ac10-52725c718ee4"], default);

        var service = new TableServiceClient(connection, new TableClientOptions());
        // A query of a table that is not there is refused.
        foreach (var name in TableNames.All) await foreach (var _ in service.GetTableClient(name).QueryAsync<TableEntity>(maxPerPage: 1)) break;
    }
}
