using System.Reflection;
using System.Text;
using Sentinel.Scheduling;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>A shim whose signature fits no member of its target would never be called, and nobody would notice.</summary>
public class ShimTableTests
{
    [Fact]
    public void Every_shim_stands_for_a_member_that_exists()
    {
        List<string> strangers = [];
        foreach (var (key, shim) in ShimTable.Instance.All.Concat(ShimTable.Instance.OfBase))
        {
            var target = shim.DeclaringType!.GetCustomAttribute<ShimAttribute>()!.Target;
            var real = target.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
                .OfType<MethodBase>().Select(m => Key(target, m)).ToHashSet(StringComparer.Ordinal);
            if (!real.Contains(key))
            {
                strangers.Add(key);
            }
        }

        Assert.Empty(strangers);
    }

    internal static string Key(Type target, MethodBase method)
    {
        var key = new StringBuilder(target.FullName!.Replace('+', '/')).Append("::").Append(method.Name).Append('(');
        if (method is MethodInfo { IsStatic: false })
        {
            key.Append("this,");
        }

        foreach (var parameter in method.GetParameters())
        {
            Append(key, parameter.ParameterType);
            key.Append(',');
        }

        return key.Append(')').ToString();
    }

    private static void Append(StringBuilder key, Type type)
    {
        if (type.IsGenericParameter)
        {
            key.Append(type.DeclaringMethod is null ? "!" : "!!").Append(type.GenericParameterPosition);
        }
        else if (type.IsByRef || type.IsArray)
        {
            Append(key, type.GetElementType()!);
            key.Append(type.IsByRef ? "&" : "[]");
        }
        else if (type.IsGenericType)
        {
            key.Append(type.GetGenericTypeDefinition().FullName!.Replace('+', '/')).Append('<');
            foreach (var argument in type.GetGenericArguments())
            {
                Append(key, argument);
                key.Append(',');
            }

            key.Append('>');
        }
        else
        {
            key.Append(type.FullName!.Replace('+', '/'));
        }
    }
}
