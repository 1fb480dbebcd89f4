using System.Reflection;
using System.Reflection.Emit;

namespace Connector.Tests.Architecture;

/// <summary>Which types of an assembly use which other types of it: in signatures, fields and method bodies. Nested types count as their outermost type.</summary>
internal static class TypeReferences
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Dictionary<short, OpCode> s_opCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (OpCode)f.GetValue(null)!).ToDictionary(static code => code.Value);

    /// <summary>Each pair once; a type does not use itself.</summary>
    public static IReadOnlyCollection<(Type User, Type Used)> In(Assembly assembly) =>
    [
        .. assembly.GetTypes().SelectMany(type => UsedBy(type).Select(used => (User: Outermost(type), Used: Outermost(used))))
            .Where(pair => pair.Used.Assembly == assembly && pair.User != pair.Used && !IsGenerated(pair.User) && !IsGenerated(pair.Used)).Distinct()
    ];

    private static bool IsGenerated(Type type) => type.Namespace is null || type.Name.StartsWith('<');

    internal static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } outer) type = outer;
        return type.IsGenericType && !type.IsGenericTypeDefinition ? type.GetGenericTypeDefinition() : type;
    }

    private static IEnumerable<Type> UsedBy(Type type)
    {
        var used = new List<Type?> { type.BaseType };
        used.AddRange(type.GetInterfaces());
        used.AddRange(type.GetFields(Everything).Select(static f => f.FieldType));
        foreach (var method in type.GetMethods(Everything).Cast<MethodBase>().Concat(type.GetConstructors(Everything)))
        {
            used.AddRange(method.GetParameters().Select(static p => p.ParameterType));
            if (method is MethodInfo info) used.Add(info.ReturnType);
            if (method.GetMethodBody() is not { } body) continue;
            used.AddRange(body.LocalVariables.Select(static v => v.LocalType));
            used.AddRange(body.ExceptionHandlingClauses.Where(static c => c.Flags == ExceptionHandlingClauseOptions.Clause).Select(static c => c.CatchType));
            used.AddRange(Tokens(body.GetILAsByteArray()!).SelectMany(token => Resolve(method, token)));
        }
        return used.OfType<Type>().SelectMany(Parts);
    }

    /// <summary>The type itself, its element and its arguments.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType) return Parts(type.GetElementType()!);
        if (type.IsGenericParameter) return [];
        return type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type) : [type];
    }

    private static IEnumerable<Type?> Resolve(MethodBase method, int token)
    {
        var typeArguments = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        MemberInfo? member;
        try
        {
            member = method.Module.ResolveMember(token, typeArguments, methodArguments);
        }
        catch (ArgumentException)
        {
            // A string or a signature, which names no type.
            return [];
        }
        return member switch
        {
            Type type => [type],
            MethodInfo called => called.GetGenericArguments().Append(called.DeclaringType).Append(called.ReturnType),
            { DeclaringType: { } owner } => [owner],
            _ => []
        };
    }

    internal static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? unchecked((short)((code[at] << 8) | code[at + 1])) : code[at];
            at += code[at] == 0xFE ? 2 : 1;
            var operand = s_opCodes[value].OperandType;
            if (operand is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType) yield return BitConverter.ToInt32(code, at);
            at += operand switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4
            };
        }
    }
}
