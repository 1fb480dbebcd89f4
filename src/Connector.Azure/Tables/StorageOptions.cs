namespace Connector.Azure.Tables;

/// <summary>Where tables and blobs are: either their two addresses or the connection string.</summary>
public sealed class StorageOptions
{
    public const string SectionName = "Storage";

    /// <summary>https address of the account's table service; the app signs in with its identity.</summary>
    public Uri? TableServiceUri { get; set; }

    /// <summary>https address of the account's blob service; labels' documents are kept there.</summary>
    public Uri? BlobServiceUri { get; set; }

    /// <summary>Client id of the user-assigned identity. Null: the system-assigned one, or a developer's own sign-in.</summary>
    public string? ManagedIdentityClientId { get; set; }

    /// <summary>With an account key; for the storage emulator.</summary>
    public string? ConnectionString { get; set; }
}
