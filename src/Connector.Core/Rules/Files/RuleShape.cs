using System.Collections.Concurrent;
using System.Reflection;
using Connector.Core.Rules.Selection.Conditions;

namespace Connector.Core.Rules.Files;

/// <summary>What may be at one place of the rules file, read off the rules classes: the one source for checks and for the schema.</summary>
internal sealed class RuleShape
{
    private static readonly ConcurrentDictionary<Type, RuleShape> Known = new();

    private readonly Lazy<IReadOnlyDictionary<string, RuleMember>> _members;

    private RuleShape(RuleKind kind, Type type)
    {
        (Kind, Type) = (kind, type);
        _members = new Lazy<IReadOnlyDictionary<string, RuleMember>>(() => ReadMembers(type));
    }

    private RuleShape(IReadOnlyDictionary<string, RuleMember> members) => (Kind, Type, _members) = (RuleKind.Object, typeof(object), new Lazy<IReadOnlyDictionary<string, RuleMember>>(members));

    public RuleKind Kind { get; }
    public Type Type { get; }

    /// <summary>Of objects, in the order of declaration; names compare without regard to case, as configuration does.</summary>
    public IReadOnlyDictionary<string, RuleMember> Members => _members.Value;

    /// <summary>True where no class of its own describes it.</summary>
    public bool IsCombined => Kind == RuleKind.Object && Type == typeof(object);

    /// <summary>Of lists and maps.</summary>
    public RuleShape? Item { get; private init; }

    /// <summary>True for lists that may be one entry without brackets.</summary>
    public bool MayBeAlone { get; private init; }

    /// <summary>Of choices.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    public static RuleShape From(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return Known.TryGetValue(plain, out var shape) ? shape : Known.GetOrAdd(plain, Read(plain));
    }

    /// <summary>An object that no class of its own describes.</summary>
    public static RuleShape Combine(IEnumerable<RuleMember> members) => new(members.ToDictionary(static m => m.Name, StringComparer.OrdinalIgnoreCase));

    public static RuleShape CreateMap(RuleShape item) => new(RuleKind.Map, typeof(IDictionary<,>)) { Item = item };

    /// <summary>Texts, numbers, true and false to compare with.</summary>
    private static readonly RuleShape s_scalars = new(RuleKind.List, typeof(IList<string>)) { Item = new RuleShape(RuleKind.Scalar, typeof(string)), MayBeAlone = true };

    private static RuleShape Read(Type type)
    {
        if (type.IsEnum) return new RuleShape(RuleKind.Choice, type) { Choices = Enum.GetNames(type) };
        if (Simple(type) is { } kind) return new RuleShape(kind, type);
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var generic)
        {
            var arguments = type.GetGenericArguments();
            if (generic == typeof(IList<>) || generic == typeof(List<>) || generic == typeof(IReadOnlyList<>)) return new RuleShape(RuleKind.List, type) { Item = From(arguments[0]) };
            if ((generic == typeof(IDictionary<,>) || generic == typeof(Dictionary<,>)) && arguments[0] == typeof(string))
            {
                return new RuleShape(RuleKind.Map, type) { Item = From(arguments[1]) };
            }
        }
        if (!type.IsClass || type.GetConstructor(Type.EmptyTypes) is null) throw new NotSupportedException($"{type} cannot be part of the rules file");
        return new RuleShape(RuleKind.Object, type);
    }

    private static RuleKind? Simple(Type type)
    {
        if (type == typeof(string) || type == typeof(Uri)) return RuleKind.Text;
        if (type == typeof(bool)) return RuleKind.Flag;
        if (type == typeof(int) || type == typeof(long)) return RuleKind.Whole;
        if (type == typeof(decimal) || type == typeof(double)) return RuleKind.Number;
        if (type == typeof(TimeSpan)) return RuleKind.Duration;
        if (type == typeof(TimeOnly)) return RuleKind.TimeOfDay;
        return type == typeof(DateOnly) ? RuleKind.Date : null;
    }

    /// <summary>Read when asked for, as a class may hold others of its own kind (fallbacks of a source).</summary>
    private static Dictionary<string, RuleMember> ReadMembers(Type type)
    {
        var members = new Dictionary<string, RuleMember>(StringComparer.OrdinalIgnoreCase);
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is { IsPublic: true }))
        {
            members[property.Name] = new RuleMember(property.Name, property, property.IsDefined(typeof(ScalarsAttribute)) ? s_scalars : From(property.PropertyType));
        }
        return members;
    }
}

internal enum RuleKind { Object, List, Map, Text, Flag, Whole, Number, Choice, Duration, TimeOfDay, Date, Scalar }

/// <param name="Property">Null for a section, which gathers several classes.</param>
internal sealed record RuleMember(string Name, PropertyInfo? Property, RuleShape Shape)
{
    /// <summary>Read when asked for: it is slow to find out, and most files have no null in them.</summary>
    public bool MayBeNull => Property is not null && new NullabilityInfoContext().Create(Property).WriteState == NullabilityState.Nullable;

    public object? Read(object owner) => Property?.GetValue(owner);
}
