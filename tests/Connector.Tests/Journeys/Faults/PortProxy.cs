using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Connector.Tests.Journeys.Faults;

/// <summary>Stands before any port: every call passes the host's gate before and after it, whatever members the port has.</summary>
#pragma warning disable CA1852 // A type that stands before a port is derived from it when the test runs.
internal class PortProxy : DispatchProxy
#pragma warning restore CA1852
{
    private static readonly MethodInfo s_taskOf = typeof(PortProxy).GetMethod(nameof(TaskOfAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo s_valueTaskOf = typeof(PortProxy).GetMethod(nameof(ValueTaskOfAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;
    private static readonly MethodInfo s_create = typeof(DispatchProxy).GetMethods().First(m => m is { Name: nameof(Create), IsGenericMethod: true } && m.GetGenericArguments().Length == 2);

    private object _inner = null!;
    private FaultHost _host = null!;
    private string _port = "";

    public static object Wrap(Type port, object inner, FaultHost host, string? name = null)
    {
        var proxy = s_create.MakeGenericMethod(port, typeof(PortProxy)).Invoke(null, null)!;
        var self = (PortProxy)proxy;
        (self._inner, self._host, self._port) = (inner, host, name ?? port.Name);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.ReturnType;
        if (type == typeof(Task)) return PlainAsync(targetMethod, args);
        if (type == typeof(ValueTask)) return new ValueTask(ValueAsync(targetMethod, args));
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)) return s_taskOf.MakeGenericMethod(type.GenericTypeArguments).Invoke(this, [targetMethod, args]);
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>)) return s_valueTaskOf.MakeGenericMethod(type.GenericTypeArguments).Invoke(this, [targetMethod, args]);
        return Call(targetMethod, args);
    }

    private async Task PlainAsync(MethodInfo method, object?[]? args)
    {
        await _host.BeforeAsync(_port, method.Name);
        await (Task)Call(method, args)!;
        await _host.AfterAsync(_port, method.Name);
    }

    private async Task ValueAsync(MethodInfo method, object?[]? args)
    {
        await _host.BeforeAsync(_port, method.Name);
        await (ValueTask)Call(method, args)!;
        await _host.AfterAsync(_port, method.Name);
    }

    private async Task<T> TaskOfAsync<T>(MethodInfo method, object?[]? args)
    {
        await _host.BeforeAsync(_port, method.Name);
        var result = await (Task<T>)Call(method, args)!;
        await _host.AfterAsync(_port, method.Name);
        return Wrapped(result);
    }

    private ValueTask<T> ValueTaskOfAsync<T>(MethodInfo method, object?[]? args)
    {
        return new ValueTask<T>(RunAsync());

        async Task<T> RunAsync()
        {
            await _host.BeforeAsync(_port, method.Name);
            var result = await (ValueTask<T>)Call(method, args)!;
            await _host.AfterAsync(_port, method.Name);
            return Wrapped(result);
        }
    }

    /// <summary>A lease is part of its store: what is done with it passes the gate too.</summary>
    private T Wrapped<T>(T result) => result is not null && typeof(T).IsInterface && typeof(IAsyncDisposable).IsAssignableFrom(typeof(T))
        ? (T)Wrap(typeof(T), result, _host, _port)
        : result;

    private object? Call(MethodInfo method, object?[]? args)
    {
        try
        {
            return method.Invoke(_inner, args);
        }
        catch (TargetInvocationException e) when (e.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(e.InnerException);
            throw;
        }
    }
}
