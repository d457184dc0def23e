using System.Reflection;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>The static fields of the rewritten code, put back before each run so that runs do not see each other.</summary>
/// <remarks>Shallow: an object that a readonly static holds is not copied, and what it holds is not undone. Statics of generic types
/// are left alone.</remarks>
internal sealed class StaticState
{
    private const BindingFlags AllStatics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<(FieldInfo Field, object? Value)> _fields = [];
    private readonly List<FieldInfo> _threadFields = [];

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
                if (field.IsDefined(typeof(ThreadStaticAttribute)))
                {
                    _threadFields.Add(field);
                }
                else if (field is { IsInitOnly: false, IsLiteral: false })
                {
                    _fields.Add((field, field.GetValue(null)));
                }
            }
        }
    }

    /// <summary>Takes what earlier threads left in the thread statics off the calling thread: on a new one they are empty.</summary>
    public void ClearThread()
    {
        foreach (var field in _threadFields)
        {
            field.SetValue(null, null);
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
