using Mono.Cecil;

namespace Sentinel.Scheduling;

/// <summary>References to what rewritten code calls, imported into one module once.</summary>
internal sealed class ModuleImports(ModuleDefinition module)
{
    private readonly Dictionary<string, MethodReference> _hooks = [];
    private readonly Dictionary<System.Reflection.MethodInfo, MethodReference> _shims = [];

    /// <summary>The methods that stand for members of other assemblies in method groups; null where none is needed.</summary>
    public Dictionary<string, MethodReference?> Bridges { get; } = new(StringComparer.Ordinal);

    public TypeReference NativeInt => module.TypeSystem.IntPtr;

    public TypeReference Object => module.TypeSystem.Object;

    public MethodReference Hook(string name)
    {
        if (!_hooks.TryGetValue(name, out var hook))
        {
            hook = module.ImportReference(typeof(Hooks).GetMethod(name));
            _hooks.Add(name, hook);
        }

        return hook;
    }

    /// <summary>A generic hook over the argument of the type that declares the called member.</summary>
    public MethodReference HookOf(string name, GenericInstanceType declaring) => HookOf(name, declaring.GenericArguments[0]);

    public MethodReference HookOf(string name, TypeReference argument)
    {
        var closed = new GenericInstanceMethod(Hook(name));
        closed.GenericArguments.Add(argument);
        return closed;
    }

    /// <summary>The shim as called in place of <paramref name="called"/>, with the type's and the method's arguments in that order.</summary>
    public MethodReference Shim(System.Reflection.MethodInfo shim, MethodReference called)
    {
        if (!_shims.TryGetValue(shim, out var open))
        {
            open = module.ImportReference(shim);
            _shims.Add(shim, open);
        }

        if (!shim.IsGenericMethodDefinition)
        {
            return open;
        }

        var closed = new GenericInstanceMethod(open);
        if (called.DeclaringType is GenericInstanceType type)
        {
            foreach (var argument in type.GenericArguments)
            {
                closed.GenericArguments.Add(argument);
            }
        }

        if (called is GenericInstanceMethod method)
        {
            foreach (var argument in method.GenericArguments)
            {
                closed.GenericArguments.Add(argument);
            }
        }

        return closed;
    }
}
