using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Connector.Azure.Blobs;
using Connector.Azure.Tests.Azurite;
using Connector.Azure.Tests.Tables;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.TestSupport;
using Connector.TestSupport.Contracts;
using Xunit;

namespace Connector.Azure.Tests.Blobs;

[NeedsAzurite]
public sealed class BlobLabelArchiveTests : LabelArchiveContract
{
    private readonly string _container = AzuriteStorage.NewPrefix();

    [Fact]
    public async Task What_others_put_there_is_no_document_and_stays()
    {
        var archive = await CreateAsync();
        await archive.PutAsync("a", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default);
        var foreign = (await ContainerAsync()).GetBlobClient("readme.txt");
        await foreign.UploadAsync(BinaryData.FromString("hello"));

        Assert.Null(await archive.FindAsync("readme.txt", default));
        Assert.Equal(1, await archive.DeleteExpiredAsync(DateTimeOffset.MaxValue.AddDays(-1), default));
        Assert.True(await foreign.ExistsAsync());
    }

    [Fact]
    public async Task It_is_one_request_with_its_type_under_the_labels_id()
    {
        await (await CreateAsync()).PutAsync("6dd7973c-ac52/main/1", "pdf", new byte[LabelDocument.MaxBytes], ManualTimeProvider.Start, default);

        var blob = (await ContainerAsync()).GetBlobClient("6dd7973c-ac52/main/1");
        var properties = (await blob.GetPropertiesAsync()).Value;
        Assert.Equal(("application/pdf", LabelDocument.MaxBytes), (properties.ContentType, properties.ContentLength));
        var blocks = await (await ContainerAsync()).GetBlockBlobClient("6dd7973c-ac52/main/1").GetBlockListAsync();
        Assert.Empty(blocks.Value.CommittedBlocks);
    }

    [Theory]
    [InlineData(nameof(Fault.Unauthorized), FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData(nameof(Fault.Forbidden), FailureKind.Unauthorized, ErrorCodes.Unauthorized)]
    [InlineData(nameof(Fault.TooMany), FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData(nameof(Fault.Unavailable), FailureKind.Transient, ErrorCodes.ServerError)]
    [InlineData(nameof(Fault.Broken), FailureKind.Transient, ErrorCodes.ConnectionFailed)]
    public async Task What_the_account_refuses_has_its_kind(string fault, FailureKind kind, string code)
    {
        var way = new FaultyTransport();
        way.Next(Enum.Parse<Fault>(fault), times: int.MaxValue);
        var archive = await CreateAsync(way);

        var failure = await Assert.ThrowsAsync<ConnectorException>(() => archive.PutAsync("a", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default));

        Assert.Equal((kind, code), (failure.Kind, failure.Code));
        Assert.StartsWith($"Container {_container} ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_that_passes_is_not_noticed()
    {
        var way = new FaultyTransport();
        way.Next(Fault.Unavailable, times: 2);
        await (await CreateAsync(way)).PutAsync("a", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default);
        Assert.Equal(2, way.Happened);
        Assert.NotNull(await (await CreateAsync()).FindAsync("a", default));
    }

    [Fact]
    public async Task One_that_is_written_again_while_the_old_are_deleted_stays()
    {
        var way = new FaultyTransport();
        var archive = await CreateAsync(way);
        await archive.PutAsync("a", "pdf", new byte[] { 1 }, ManualTimeProvider.Start, default);
        way.Before("DELETE", async () => await (await CreateAsync()).PutAsync("a", "pdf", new byte[] { 2 }, ManualTimeProvider.Start.AddDays(9), default));

        Assert.Equal(0, await archive.DeleteExpiredAsync(ManualTimeProvider.Start, default));

        Assert.Equal([2], (await archive.FindAsync("a", default))!.Content.ToArray());
    }

    protected override Task<ILabelArchive> CreateAsync() => CreateAsync(null);

    private async Task<ILabelArchive> CreateAsync(HttpPipelineTransport? transport)
    {
        var options = BlobStorage.ClientOptions();
        options.Retry.Delay = options.Retry.MaxDelay = TimeSpan.FromMilliseconds(1);
        if (transport is not null) options.Transport = transport;
        return new BlobLabelArchive(new BlobServiceClient((await AzuriteStorage.GetAsync()).ConnectionString, options), _container);
    }

    private async Task<BlobContainerClient> ContainerAsync() => new((await AzuriteStorage.GetAsync()).ConnectionString, _container);
}
