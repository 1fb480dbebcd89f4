using System.Globalization;
using System.Reflection;

namespace Connector.Azure.Tests.StandIns;

/// <summary>Types and members as the list of signatures writes them.</summary>
internal static class SignatureText
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<Type, string> s_words = new()
    {
        [typeof(string)] = "string", [typeof(object)] = "object", [typeof(bool)] = "bool", [typeof(byte)] = "byte", [typeof(int)] = "int", [typeof(long)] = "long",
        [typeof(double)] = "double", [typeof(decimal)] = "decimal", [typeof(void)] = "void"
    };

    public static string FullName(Type type) => $"{type.Namespace}.{type.Name.Split('`')[0]}";

    public static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsValueType: true } => "struct",
        { IsInterface: true } => "interface",
        { IsAbstract: true, IsSealed: true } => "static class",
        _ => "class"
    };

    /// <summary>What it derives from and implements itself, apart from what everything derives from.</summary>
    public static IEnumerable<string> Bases(Type type)
    {
        if (type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) && parent != typeof(Enum) && parent != typeof(Attribute)) yield return Name(parent);
        if (type.IsEnum) yield break;
        var all = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).ToList();
        foreach (var own in all.Where(i => !all.Exists(other => other != i && other.GetInterfaces().Contains(i)))) yield return Name(own);
    }

    /// <summary>Everything that code outside can reach, apart from overrides and from what an interface of another assembly asks for.</summary>
    public static IEnumerable<string> Members(Type type)
    {
        if (type.IsEnum) return Enum.GetNames(type).SelectMany(name => (string[])[name, string.Create(CultureInfo.InvariantCulture, $"{name} = {Convert.ToInt32(Enum.Parse(type, name), CultureInfo.InvariantCulture)}")]);
        var asked = type.IsInterface ? [] : type.GetInterfaces().Where(i => i.Assembly != type.Assembly).SelectMany(i => type.GetInterfaceMap(i).TargetMethods).ToHashSet();
        return type.GetConstructors(Declared).Where(c => Reachable(c) && !c.IsStatic).Select(c => $"{Protected(c)}ctor({Parameters(c)})")
            .Concat(type.GetMethods(Declared).Where(m => Reachable(m) && !m.IsSpecialName && !IsOverride(m) && !asked.Contains(m)).Select(Method))
            .Concat(type.GetProperties(Declared).SelectMany(p => Accessors(p, asked)))
            .Concat(type.GetFields(Declared).Where(static f => f.IsPublic || f.IsFamily).Select(static f => $"{(f.IsStatic ? "static " : "")}{Name(f.FieldType)} {f.Name}"));
    }

    /// <summary>The bare names of the same.</summary>
    public static IEnumerable<string> Names(Type type) => type.GetMembers(Declared)
        .Where(m => m switch
        {
            MethodInfo method => Reachable(method) && !method.IsSpecialName && !IsOverride(method),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(a => Reachable(a) && !IsOverride(a)),
            FieldInfo field => field.IsPublic,
            _ => false
        })
        .Select(static m => m.Name);

    private static IEnumerable<string> Accessors(PropertyInfo property, HashSet<MethodInfo> asked)
    {
        var index = property.GetIndexParameters();
        var name = index.Length == 0 ? property.Name : $"this[{string.Join(", ", index.Select(Parameter))}]";
        foreach (var accessor in property.GetAccessors(nonPublic: true))
        {
            if (!Reachable(accessor) || IsOverride(accessor) || asked.Contains(accessor)) continue;
            yield return $"{accessor.Name[..3]} {(accessor.IsStatic ? "static " : "")}{Name(property.PropertyType)} {name}";
        }
    }

    private static string Method(MethodInfo method)
    {
        var generic = method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(Name))}>" : "";
        return $"{Protected(method)}{(method.IsStatic ? "static " : "")}{Name(method.ReturnType)} {method.Name}{generic}({Parameters(method)})";
    }

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var modifier = parameter.IsOut ? "out " : parameter.IsDefined(typeof(ParamArrayAttribute), false) ? "params " : "";
        return $"{modifier}{Name(parameter.ParameterType)} {parameter.Name}{(parameter.IsOptional ? " = default" : "")}";
    }

    private static string Name(Type type) => type switch
    {
        { IsByRef: true } => Name(type.GetElementType()!),
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        _ when s_words.TryGetValue(type, out var word) => word,
        _ when Nullable.GetUnderlyingType(type) is { } value => Name(value) + "?",
        { IsGenericType: true } => $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>",
        _ => type.Name
    };

    private static bool Reachable(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOverride(MethodInfo method) => method.GetBaseDefinition().DeclaringType != method.DeclaringType;

    private static string Protected(MethodBase method) => method.IsPublic ? "" : "protected ";
}
