using System.Reflection;

namespace Sentinel.Concurrency.Scheduling;

/// <summary>Closed forms of a generic method: over a reference type, which all reference types share, and over value types, each compiled by itself.</summary>
internal static class Instantiations
{
    /// <summary>Constraints that name each other could be tried for ever.</summary>
    private const int MostAttempts = 300;

    /// <summary>In order of preference; the first that every constraint takes is used where the favourite is refused.</summary>
    private static readonly Type[] Candidates =
    [
        typeof(object), typeof(string), typeof(int), typeof(Pair), typeof(DayOfWeek), typeof(List<object>), typeof(Dictionary<object, object>), typeof(Exception), typeof(Action),
        typeof(MemoryStream), typeof(double), typeof(byte), typeof(Array), typeof(Attribute),
    ];

    /// <summary>Two words and a reference: nothing that fits a register.</summary>
    internal readonly struct Pair(long first, object? second) : IComparable<Pair>, IEquatable<Pair>
    {
        public long First { get; } = first;

        public object? Second { get; } = second;

        public int CompareTo(Pair other) => First.CompareTo(other.First);

        public bool Equals(Pair other) => First == other.First && Second == other.Second;

        public override bool Equals(object? obj) => obj is Pair other && Equals(other);

        public override int GetHashCode() => First.GetHashCode();
    }

    /// <summary>The arguments, the type's first, of each form that the constraints allow; none where nothing was found that they allow.</summary>
    public static IReadOnlyList<Type[]> Of(Type type, MethodBase method)
    {
        List<Type[]> forms = [];
        foreach (var favourite in (Type[])[typeof(object), typeof(int), typeof(Pair)])
        {
            if (Arguments(type, method, favourite) is { } form && !forms.Exists(f => f.SequenceEqual(form)))
            {
                forms.Add(form);
            }
        }

        return forms;
    }

    private static Type[]? Arguments(Type type, MethodBase method, Type favourite)
    {
        var ofType = type.IsGenericTypeDefinition ? type.GetGenericArguments() : [];
        var ofMethod = method.IsGenericMethodDefinition ? method.GetGenericArguments() : [];
        Type[] parameters = [.. ofType, .. ofMethod];
        var chosen = new Type[parameters.Length];
        var attempts = 0;
        return Choose(0) ? chosen : null;

        bool Choose(int position)
        {
            if (position == parameters.Length)
            {
                return Closes();
            }

            foreach (var candidate in Candidates.Prepend(favourite).Concat(Named(parameters[position], parameters, chosen)))
            {
                chosen[position] = candidate;
                if (attempts < MostAttempts && Fits(parameters[position], candidate) && Choose(position + 1))
                {
                    return true;
                }
            }

            return false;
        }

        bool Closes()
        {
            attempts++;
            try
            {
                var closed = type.IsGenericTypeDefinition ? type.MakeGenericType(chosen[..ofType.Length]) : type;
                if (ofMethod.Length > 0)
                {
                    ((MethodInfo)MethodBase.GetMethodFromHandle(method.MethodHandle, closed.TypeHandle)!).MakeGenericMethod(chosen[ofType.Length..]);
                }

                return true;
            }
            catch (Exception error) when (error is ArgumentException or TypeLoadException)
            {
                return false;
            }
        }
    }

    /// <summary>Cheap answers first: the runtime is asked only about arguments that the flags allow.</summary>
    private static bool Fits(Type parameter, Type candidate)
    {
        var flags = parameter.GenericParameterAttributes;
        return !(flags.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) && !candidate.IsValueType)
            && !(flags.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) && candidate.IsValueType)
            && Array.TrueForAll(
                parameter.GetGenericParameterConstraints(),
                c => c.ContainsGenericParameters || c == typeof(ValueType) || c.IsAssignableFrom(candidate));
    }

    /// <summary>What a constraint names, closed over what was chosen so far: a class that the parameter must derive from, or an interface, fits itself.</summary>
    private static IEnumerable<Type> Named(Type parameter, Type[] parameters, Type[] chosen)
    {
        foreach (var constraint in parameter.GetGenericParameterConstraints())
        {
            if (!constraint.ContainsGenericParameters)
            {
                yield return constraint;
                foreach (var implementation in Implementations(constraint))
                {
                    yield return implementation;
                }
            }
            else if (constraint.IsGenericParameter && Array.IndexOf(parameters, constraint) is >= 0 and var at && chosen[at] is { } same)
            {
                yield return same;
            }
        }
    }

    private static IEnumerable<Type> Implementations(Type constraint)
    {
        try
        {
            return [.. constraint.Assembly.GetTypes().Where(t => t is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && constraint.IsAssignableFrom(t)).Take(3)];
        }
        catch (ReflectionTypeLoadException)
        {
            return [];
        }
    }
}
