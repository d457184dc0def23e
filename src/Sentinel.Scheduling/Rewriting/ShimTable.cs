using System.Reflection;
using System.Text;
using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>Finds the shim that stands for a called member, by declaring type, name and parameter types.</summary>
/// <remarks>Built once by reflection over the classes marked with <see cref="ShimAttribute"/>. Immutable and thread-safe.</remarks>
internal sealed class ShimTable
{
    public static readonly ShimTable Instance = new();

    private readonly Dictionary<string, MethodInfo> _shims = [];
    private readonly Dictionary<string, MethodInfo> _baseShims = [];
    private readonly HashSet<string> _types = [];

    private ShimTable()
    {
        foreach (var type in typeof(ShimTable).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<ShimAttribute>() is not { } shim)
            {
                continue;
            }

            _types.Add(shim.Target.FullName!.Replace('+', '/'));
            foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                (shim.OfBase ? _baseShims : _shims).Add(KeyOf(shim.Target, method), method);
            }
        }
    }

    public IReadOnlyDictionary<string, MethodInfo> All => _shims;

    public IReadOnlyDictionary<string, MethodInfo> OfBase => _baseShims;

    /// <summary>Whether some member of the type has a shim: then one that has none must be known to be harmless.</summary>
    public bool Covers(string type) => _types.Contains(type);

    public MethodInfo? Find(MethodReference called) => Find(called, _shims);

    /// <summary>The shim for a derived class's call of a member of its base.</summary>
    public MethodInfo? FindOfBase(MethodReference called) => Find(called, _baseShims);

    private MethodInfo? Find(MethodReference called, Dictionary<string, MethodInfo> shims)
    {
        var declaring = called.DeclaringType.GetElementType();
        if (!_types.Contains(declaring.FullName))
        {
            return null;
        }

        var key = new StringBuilder(declaring.FullName).Append("::").Append(called.Name).Append('(');
        if (called.HasThis && called.Name != ".ctor")
        {
            key.Append("this,");
        }

        foreach (var parameter in called.GetElementMethod().Parameters)
        {
            Append(key, parameter.ParameterType);
            key.Append(',');
        }

        // What allows a ref struct as its argument, as a comparer of spans does, has no shim: ours could do nothing with one.
        var overRefStruct = called.DeclaringType is GenericInstanceType type && type.GenericArguments.Any(MemberFacts.IsByRefLike);
        return overRefStruct ? null : shims.GetValueOrDefault(key.Append(')').ToString());
    }

    private static string KeyOf(Type target, MethodInfo shim)
    {
        var arity = target.GetGenericArguments().Length;
        var key = new StringBuilder(target.FullName!.Replace('+', '/')).Append("::");
        key.Append(shim.Name == "New" ? ".ctor" : shim.Name).Append('(');
        var first = !shim.IsDefined(typeof(StaticMemberAttribute));
        foreach (var parameter in shim.GetParameters())
        {
            var type = parameter.ParameterType;
            var plain = type.IsByRef ? type.GetElementType()! : type;
            var isThis = first && shim.Name != "New" && (plain == target || (plain.IsGenericType && plain.GetGenericTypeDefinition() == target));
            if (isThis)
            {
                key.Append("this");
            }
            else
            {
                Append(key, type, arity);
            }

            key.Append(',');
            first = false;
        }

        return key.Append(')').ToString();
    }

    private static void Append(StringBuilder key, Type type, int arity)
    {
        if (type.IsGenericParameter)
        {
            var position = type.GenericParameterPosition;
            key.Append(position < arity ? "!" : "!!").Append(position < arity ? position : position - arity);
        }
        else if (type.IsByRef || type.IsArray)
        {
            Append(key, type.GetElementType()!, arity);
            key.Append(type.IsByRef ? "&" : "[]");
        }
        else if (type.IsGenericType)
        {
            key.Append(type.GetGenericTypeDefinition().FullName!.Replace('+', '/')).Append('<');
            foreach (var argument in type.GetGenericArguments())
            {
                Append(key, argument, arity);
                key.Append(',');
            }

            key.Append('>');
        }
        else
        {
            key.Append(type.FullName!.Replace('+', '/'));
        }
    }

    private static void Append(StringBuilder key, TypeReference type)
    {
        switch (type)
        {
            case GenericParameter parameter:
                key.Append(parameter.Type == GenericParameterType.Type ? "!" : "!!").Append(parameter.Position);
                break;
            case ByReferenceType reference:
                Append(key, reference.ElementType);
                key.Append('&');
                break;
            case ArrayType array:
                Append(key, array.ElementType);
                key.Append("[]");
                break;
            case GenericInstanceType instance:
                key.Append(instance.ElementType.FullName).Append('<');
                foreach (var argument in instance.GenericArguments)
                {
                    Append(key, argument);
                    key.Append(',');
                }

                key.Append('>');
                break;
            case IModifierType modified:
                Append(key, modified.ElementType);
                break;
            default:
                key.Append(type.FullName);
                break;
        }
    }
}
