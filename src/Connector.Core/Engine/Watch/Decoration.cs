using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Connector.Core.Engine.Watch;

public static class Decoration
{
    /// <summary>Wraps the implementation of a port that was registered last; the container still owns (and disposes) the inner one.</summary>
    public static void Decorate<T>(this IServiceCollection services, Func<T, IServiceProvider, T> wrap) where T : class
    {
        var last = services.Last(d => d.ServiceType == typeof(T));
        services.RemoveAll<T>();
        if (last.ImplementationFactory is { } create)
        {
            services.AddSingleton(provider => wrap((T)create(provider), provider));
            return;
        }
        var inner = last.ImplementationType ?? throw new InvalidOperationException($"{typeof(T).Name} is registered neither by type nor by factory.");
        services.AddSingleton(inner);
        services.AddSingleton(provider => wrap((T)provider.GetRequiredService(inner), provider));
    }
}
