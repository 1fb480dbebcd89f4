namespace commercetools.Base.Client;

/// <summary>The names of the SDK's own HTTP clients.</summary>
public static class DefaultClientNames
{
    /// <summary>Fetches tokens.</summary>
    public const string Authorization = "CommercetoolsAuth";
}
