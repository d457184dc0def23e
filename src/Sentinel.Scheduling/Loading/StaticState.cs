using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Sentinel.Scheduling;

/// <summary>The static fields of the rewritten code, put back before each run so that runs do not see each other.</summary>
/// <remarks>Shallow: an object that a readonly static holds is not copied, and what it holds is not undone. Statics of generic types
/// and those that hold pointers are left alone. Fields are set by generated code, since it is done for every thread of every run.</remarks>
internal sealed class StaticState
{
    private const BindingFlags AllStatics = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly List<(Action<object?[]> Set, object?[] Values)> _fields = [];
    private readonly List<Action<object?[]>> _threadFields = [];

    /// <summary>Runs every static constructor, uncontrolled, and notes what the fields hold then.</summary>
    /// <remarks>First, so that no run differs from the next by having run one.</remarks>
    public void Capture(Assembly assembly)
    {
        var fields = LoadableTypes(assembly).Where(HasStatics).SelectMany(type => type.GetFields(AllStatics)).ToLookup(f => f.IsDefined(typeof(ThreadStaticAttribute)));
        var restored = fields[false].Where(f => f is { IsInitOnly: false, IsLiteral: false, FieldType: { IsPointer: false, IsFunctionPointer: false } }).ToArray();
        if (restored.Length > 0)
        {
            _fields.Add((Setter(restored, Put), [.. restored.Select(f => f.GetValue(null))]));
        }

        if (fields[true].Any())
        {
            _threadFields.Add(Setter(fields[true], Clear));
        }
    }

    /// <summary>Takes what earlier threads left in the thread statics off the calling thread: on a new one they are empty.</summary>
    public void ClearThread()
    {
        foreach (var set in _threadFields)
        {
            set([]);
        }
    }

    public void Restore()
    {
        foreach (var (set, values) in _fields)
        {
            set(values);
        }
    }

    private static bool HasStatics(Type type)
    {
        if (type.ContainsGenericParameters)
        {
            return false;
        }

        try
        {
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
            return !(type.Name.StartsWith('<') && type.IsDefined(typeof(CompilerGeneratedAttribute)));
        }
        catch (TypeInitializationException)
        {
            return false; // The code itself meets the same exception if it ever touches the type.
        }
    }

    private static Action<object?[]> Setter(IEnumerable<FieldInfo> fields, Action<ILGenerator, FieldInfo, int> set)
    {
        var method = new DynamicMethod("Set", null, [typeof(object?[])], typeof(StaticState).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        foreach (var (index, field) in fields.Index())
        {
            set(code, field, index);
        }

        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Action<object?[]>>();
    }

    private static void Put(ILGenerator code, FieldInfo field, int index)
    {
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldc_I4, index);
        code.Emit(OpCodes.Ldelem_Ref);
        code.Emit(OpCodes.Unbox_Any, field.FieldType);
        code.Emit(OpCodes.Stsfld, field);
    }

    private static void Clear(ILGenerator code, FieldInfo field, int index)
    {
        code.Emit(OpCodes.Ldsflda, field);
        code.Emit(OpCodes.Initobj, field.FieldType);
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
