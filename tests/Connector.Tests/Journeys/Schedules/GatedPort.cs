using System.Collections.Concurrent;
using System.Reflection;
using Connector.Core.Model.Messages;

namespace Connector.Tests.Journeys.Schedules;

/// <summary>What stands behind the ports of one play.</summary>
internal interface IPortHost
{
    /// <summary>For the trace; null where nobody reads it.</summary>
    string? Describe(IReadOnlyList<object?> arguments);

    /// <summary>Does it once the explorer chooses it.</summary>
    void Later(string call, Action apply);
}

/// <summary>Stands before any port: an actor that calls it stops there and learns what becomes of its call. Whoever is no actor passes.</summary>
#pragma warning disable CA1852 // A type that stands before a port is derived from it when the test runs.
internal class GatedPort : DispatchProxy
#pragma warning restore CA1852
{
    private static readonly ConcurrentDictionary<MethodInfo, Caller> s_callers = new();
    private object _inner = null!;
    private IPortHost _host = null!;

    public static T Before<T>(T inner, IPortHost host) where T : class
    {
        var proxy = Create<T, GatedPort>();
        var self = (GatedPort)(object)proxy;
        (self._inner, self._host) = (inner, host);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => s_callers.GetOrAdd(targetMethod!, Caller.For).Call(this, args ?? []);

    private abstract class Caller(MethodInfo method)
    {
        private readonly MethodInvoker _invoker = MethodInvoker.Create(method);

        public static Caller For(MethodInfo method)
        {
            var type = method.ReturnType;
            if (type == typeof(Task)) return new TaskCaller<bool>(method, false);
            if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(Task<>)) return new DirectCaller(method);
            return (Caller)Activator.CreateInstance(typeof(TaskCaller<>).MakeGenericType(type.GenericTypeArguments), method, true)!;
        }

        public abstract object? Call(GatedPort port, object?[] arguments);

        protected object? Inner(GatedPort port, object?[] arguments) => _invoker.Invoke(port._inner, arguments.AsSpan());
    }

    /// <summary>A property, as a rule.</summary>
    private sealed class DirectCaller(MethodInfo method) : Caller(method)
    {
        public override object? Call(GatedPort port, object?[] arguments) => Inner(port, arguments);
    }

    private sealed class TaskCaller<T>(MethodInfo method, bool hasResult) : Caller(method)
    {
        private readonly PortCall? _call = PortRules.CallOf(method);

        public override object? Call(GatedPort port, object?[] arguments) => _call is null || Actor.Current is not { } actor ? Inner(port, arguments) : PassAsync(_call, actor, port, arguments);

        private async Task<T> PassAsync(PortCall call, Actor actor, GatedPort port, object?[] arguments)
        {
            switch (await actor.PassAsync(port._host.Describe(arguments) is { } detail ? call with { Detail = detail } : call))
            {
                case Fate.Fail:
                    return PortRules.NoResponse<T>(call);
                case Fate.Lose:
                    await DoAsync(port, arguments);
                    return PortRules.NoResponse<T>(call);
                case Fate.Late:
                    port._host.Later(call.Name, () => DoUnheard(port, arguments));
                    return PortRules.NoResponse<T>(call);
                default:
                    return await DoAsync(port, arguments);
            }
        }

        /// <summary>What the other side says to it, nobody hears.</summary>
        private void DoUnheard(GatedPort port, object?[] arguments)
        {
            try
            {
                DoAsync(port, arguments).GetAwaiter().GetResult();
            }
            catch (ConnectorException)
            {
                // Refused.
            }
        }

        private async Task<T> DoAsync(GatedPort port, object?[] arguments)
        {
            var running = Inner(port, arguments);
            if (hasResult) return await (Task<T>)running!;
            await (Task)running!;
            return default!;
        }
    }
}
