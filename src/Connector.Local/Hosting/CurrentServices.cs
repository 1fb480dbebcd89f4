namespace Connector.Local.Hosting;

/// <summary>The services that work with the rules in force. What asks for one at the beginning of its work keeps these rules until its end.</summary>
internal sealed class CurrentServices(IServiceProvider first)
{
    private volatile IServiceProvider? _reloaded;

    /// <summary>Null while the rules of the start are in force.</summary>
    public IServiceProvider? Reloaded => _reloaded;

    public T Get<T>() where T : notnull => (_reloaded ?? first).GetRequiredService<T>();

    public void Replace(IServiceProvider services) => _reloaded = services;
}
