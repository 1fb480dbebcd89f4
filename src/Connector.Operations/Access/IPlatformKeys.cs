namespace Connector.Operations.Access;

/// <summary>The keys of the platform in front of the host, as the function keys of an app: people sign in on the page with one, because links and forms cannot carry it.</summary>
public interface IPlatformKeys
{
    Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken);
}

/// <summary>For a host without such a platform.</summary>
internal sealed class NoPlatformKeys : IPlatformKeys
{
    public Task<bool> IsGenuineAsync(string key, CancellationToken cancellationToken) => Task.FromResult(false);
}
