using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    /// <summary>A method group: the delegate is made over a bridge that makes the call where the rewriter sees it, so it has a place like any other.</summary>
    private void RewriteMethodPointer(Instruction instruction)
    {
        var called = (MethodReference)instruction.Operand;
        if (RewriteScope.AssemblyOf(called.DeclaringType, _method.Module) is not { } assembly || _scope.IsRewritten(assembly) || _scope.IsNeutral(assembly)
            || IsConstrained(instruction))
        {
            return; // Of an interface's static member the type decides: not the framework's method is meant but one that fits it.
        }

        var shim = ShimTable.Instance.Find(called);
        var byReference = called.HasThis && called.DeclaringType.IsValueType;
        if ((shim is null && CallRules.IsUnmodelled(called)) || byReference || !CanBridge(called))
        {
            if (shim is not null || CallRules.IsUnmodelled(called) || MayTouch(called, _scope.IsPackage(assembly)))
            {
                var site = _sites.Add(SiteKind.Unmodelled, CalledName(called), _method, instruction, call: CalledName(called));
                _editor.Before(instruction, Number(site), Call(nameof(Hooks.Unmodelled)));
            }

            return;
        }

        if (BridgeOf(called, instruction) is not { } target)
        {
            return;
        }

        if (instruction.OpCode.Code == Code.Ldvirtftn)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Pop));
        }

        _editor.Become(instruction, OpCodes.Ldftn, target);
    }

    /// <summary>A call of it would be rewritten: as a method group that no bridge can stand for it is an error, not silence.</summary>
    private static bool MayTouch(MethodReference called, bool package) =>
        AtomicKind(called) is not null || OutsideCalls.HiddenState(called) is not null || OutsideCalls.TouchesSpan(called) || Arguments(called, package).Any()
        || (called.HasThis ? Receiver(called, package) is not null : package);

    /// <summary>A bridge is a method of the same type, so it knows the type's generic parameters, but not the method's.</summary>
    private static bool CanBridge(MethodReference called) =>
        !OfMethod(called.DeclaringType)
        && !(called is GenericInstanceMethod generic && generic.GenericArguments.Any(OfMethod))
        && called.Parameters.Select(p => p.ParameterType).Append(called.ReturnType)
            .All(t => Inflation.Inflate(t, called.DeclaringType, called) is { } type && !OfMethod(type));

    private static bool OfMethod(TypeReference type) => type switch
    {
        GenericParameter parameter => parameter.Type == GenericParameterType.Method,
        GenericInstanceType instance => instance.GenericArguments.Any(OfMethod),
        TypeSpecification part => OfMethod(part.ElementType),
        _ => false,
    };

    /// <summary>One bridge for all method groups of a type over one member: delegates over different ones would not be equal, and a handler
    /// that was added in one place could not be removed in another.</summary>
    private MethodReference? BridgeOf(MethodReference called, Instruction instruction)
    {
        var home = Home(called);
        var key = $"{home.FullName} {instruction.OpCode.Code} {called.FullName}";
        if (!_imports.Bridges.TryGetValue(key, out var bridge))
        {
            _imports.Bridges.Add(key, bridge = Bridge(home, called, instruction));
        }

        return bridge;
    }

    /// <summary>The type as its author wrote it, where a closure or a state machine needs none of its own type parameters for the call.</summary>
    private TypeDefinition Home(MethodReference called)
    {
        var home = _method.DeclaringType;
        while (home.DeclaringType is not null && home.Name.StartsWith('<'))
        {
            home = home.DeclaringType;
        }

        var isOpen = called.DeclaringType.ContainsGenericParameter || (called is GenericInstanceMethod method && method.GenericArguments.Any(a => a.ContainsGenericParameter));
        return isOpen || home.HasGenericParameters ? _method.DeclaringType : home;
    }

    /// <summary>A static method that makes the call, its receiver first, rewritten like any other; null where rewriting adds nothing.</summary>
    private MethodReference? Bridge(TypeDefinition home, MethodReference called, Instruction instruction)
    {
        var name = $"<{_method.Name}>sentinel__{home.Methods.Count}";
        var bridge = new MethodDefinition(name, MethodAttributes.Private | MethodAttributes.Static, Inflation.Inflate(called.ReturnType, called.DeclaringType, called)!);
        if (called.HasThis)
        {
            bridge.Parameters.Add(new ParameterDefinition(called.DeclaringType));
        }

        foreach (var parameter in called.Parameters)
        {
            bridge.Parameters.Add(new ParameterDefinition(Inflation.Inflate(parameter.ParameterType, called.DeclaringType, called)!));
        }

        home.Methods.Add(bridge);
        var code = bridge.Body.Instructions;
        foreach (var parameter in bridge.Parameters)
        {
            code.Add(Instruction.Create(OpCodes.Ldarg, parameter));
        }

        code.Add(Instruction.Create(instruction.OpCode.Code == Code.Ldvirtftn ? OpCodes.Callvirt : OpCodes.Call, called));
        code.Add(Instruction.Create(OpCodes.Ret));
        var plain = code.Count;
        _sites.Stands(bridge, _method, instruction);
        Rewrite(bridge, _imports, _sites, _scope);
        if (bridge.Body.Instructions.Count == plain)
        {
            home.Methods.Remove(bridge);
            return null;
        }

        if (!home.HasGenericParameters)
        {
            return bridge;
        }

        var own = new GenericInstanceType(home);
        foreach (var parameter in home.GenericParameters)
        {
            own.GenericArguments.Add(parameter);
        }

        var reference = new MethodReference(name, bridge.ReturnType, own);
        foreach (var parameter in bridge.Parameters)
        {
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));
        }

        return reference;
    }
}
