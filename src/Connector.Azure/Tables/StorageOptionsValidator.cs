using Azure.Data.Tables;
using Microsoft.Extensions.Options;

namespace Connector.Azure.Tables;

/// <summary>Finds at start what would otherwise fail at the first message. No message repeats a value that may hold a key.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    private const string UriKey = $"{StorageOptions.SectionName}:{nameof(StorageOptions.TableServiceUri)}";
    private const string BlobKey = $"{StorageOptions.SectionName}:{nameof(StorageOptions.BlobServiceUri)}";
    private const string ConnectionKey = $"{StorageOptions.SectionName}:{nameof(StorageOptions.ConnectionString)}";
    private const string IdentityKey = $"{StorageOptions.SectionName}:{nameof(StorageOptions.ManagedIdentityClientId)}";

    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var connected = !string.IsNullOrWhiteSpace(options.ConnectionString);
        if (options.TableServiceUri is null && !connected)
            return Fail(UriKey, $"is empty; name the account's table service, for example https://<account>.table.core.windows.net (or, locally, set {ConnectionKey})");
        if (options.BlobServiceUri is null && !connected) return Fail(BlobKey, "is empty; name the account's blob service, for example https://<account>.blob.core.windows.net");
        if (options.TableServiceUri is not null && connected) return Fail(ConnectionKey, $"is set beside {UriKey}; remove one of them");
        if (options.BlobServiceUri is not null && connected) return Fail(ConnectionKey, $"is set beside {BlobKey}; remove one of them");
        if (connected) return IsConnectionString(options.ConnectionString!) ? ValidateOptionsResult.Success : Fail(ConnectionKey, "is not a storage connection string");
        if (options.TableServiceUri is not { IsAbsoluteUri: true, Scheme: "https" }) return Fail(UriKey, "is not an https address");
        if (options.BlobServiceUri is not { IsAbsoluteUri: true, Scheme: "https" }) return Fail(BlobKey, "is not an https address");
        return options.ManagedIdentityClientId is { Length: > 0 } id && !Guid.TryParse(id, out _)
            ? Fail(IdentityKey, "is not a client id; it has the form 00000000-0000-0000-0000-000000000000")
            : ValidateOptionsResult.Success;
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            _ = new TableServiceClient(text, new TableClientOptions());
            return true;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private static ValidateOptionsResult Fail(string key, string problem) => ValidateOptionsResult.Fail($"{key}: {problem}.");
}
