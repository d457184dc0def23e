using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>The static fields of the rewritten code, put back before each run so that runs do not see each other.</summary>
/// <remarks>Shallow: an object that a readonly static holds is not copied, and what it holds is not undone. Statics of generic types and
/// thread statics are left alone.</remarks>
internal sealed class StaticState
{
    private const BindingFlags AllStatics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<(FieldInfo Field, object? Value)> _fields = [];

    /// <summary>Runs every static constructor, uncontrolled, and notes what the fields hold then.</summary>
    /// <remarks>First, so that no run differs from the next by having run one.</remarks>
    public void Capture(Assembly assembly)
    {
        foreach (var type in LoadableTypes(assembly))
        {
            if (type.ContainsGenericParameters)
            {
                continue;
            }

            try
            {
                RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            }
            catch (TypeInitializationException)
            {
                continue; // The code itself meets the same exception if it ever touches the type.
            }

            if (type.Name.StartsWith('<'))
            {
                continue;
            }

            foreach (var field in type.GetFields(AllStatics))
            {
                if (field is { IsInitOnly: false, IsLiteral: false } && !field.IsDefined(typeof(ThreadStaticAttribute)))
                {
                    _fields.Add((field, field.GetValue(null)));
                }
            }
        }
    }

    public void Restore()
    {
        foreach (var (field, value) in _fields)
        {
            field.SetValue(null, value);
        }
    }

    private static IEnumerable<Type> LoadableTypes(Assembly assembly)
    {
        try
        {
            return assembly.GetTypes();
        }
        catch (ReflectionTypeLoadException partial)
        {
            return partial.Types.OfType<Type>();
        }
    }
}
