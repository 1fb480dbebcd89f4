using System.Reflection;
using System.Runtime.CompilerServices;

namespace Connector.Tests.Architecture;

/// <summary>
/// Which types a call runs through, read from the compiled methods of some assemblies: from a method to those that it calls, creates or passes on as a delegate, with every
/// implementation of what is abstract. A request that is given to an HttpClient goes through every handler that the assemblies have.
/// </summary>
internal sealed class CallWay
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private readonly Assembly[] _assemblies;
    private readonly List<Type> _all;
    private readonly HashSet<MethodBase> _methods = [];
    private readonly HashSet<Type> _types = [];
    private readonly Queue<MethodBase> _open = new();

    private CallWay(Assembly[] assemblies) => (_assemblies, _all) = (assemblies, [.. assemblies.SelectMany(a => a.GetTypes())]);

    /// <summary>Outermost types; an interface has no code and is not among them.</summary>
    public static IReadOnlySet<Type> From(MethodInfo start, params Assembly[] assemblies)
    {
        var way = new CallWay(assemblies);
        way.Visit(start);
        while (way._open.TryDequeue(out var method)) way.Follow(method);
        // What the compiler adds has no namespace.
        way._types.RemoveWhere(static type => type.Namespace is null || type.Name.StartsWith('<'));
        return way._types;
    }

    private void Visit(MethodBase called)
    {
        if (called is { Name: "SendAsync", DeclaringType: { } sender } && typeof(HttpMessageInvoker).IsAssignableFrom(sender))
        {
            foreach (var handler in _all.Where(static type => typeof(DelegatingHandler).IsAssignableFrom(type))) Visit(handler.GetMethod("SendAsync", Everything)!);
            return;
        }
        if (called.DeclaringType is not { } owner || !_assemblies.Contains(owner.Assembly)) return;
        var method = Definition(called);
        if (!_methods.Add(method)) return;
        if (method.IsAbstract || owner.IsInterface)
        {
            foreach (var implementation in ImplementationsOf((MethodInfo)method)) Visit(implementation);
            return;
        }
        _types.Add(TypeReferences.Outermost(method.DeclaringType!));
        _open.Enqueue(method);
        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine) Visit(machine.StateMachineType.GetMethod("MoveNext", Everything)!);
    }

    private void Follow(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body) return;
        var ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        foreach (var token in TypeReferences.Tokens(body.GetILAsByteArray()!))
        {
            var member = method.Module.ResolveMember(token, ofType, ofMethod);
            if (member is MethodBase called) Visit(called);
            if (member is FieldInfo { IsStatic: true, DeclaringType: { } owner } && _assemblies.Contains(owner.Assembly)) _types.Add(TypeReferences.Outermost(owner));
        }
    }

    private IEnumerable<MethodInfo> ImplementationsOf(MethodInfo method)
    {
        var owner = method.DeclaringType!;
        if (!owner.IsInterface)
            return _all.SelectMany(static type => type.GetMethods(Everything)).Where(m => m.IsVirtual && m != method && Definition(m.GetBaseDefinition()) == method);
        return _all.Where(type => type is { IsInterface: false, ContainsGenericParameters: false } && owner.IsAssignableFrom(type)).Select(type => type.GetInterfaceMap(owner))
            .Select(map => map.TargetMethods[Array.IndexOf(map.InterfaceMethods, method)]);
    }

    private static MethodBase Definition(MethodBase method) => method.Module.ResolveMethod(method.MetadataToken)!;
}
