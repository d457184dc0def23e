using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    /// <summary>A call into code that is not rewritten: whatever shared state it may touch is said before it is made.</summary>
    /// <remarks>Without that an operation that works only there would have no point: it would be seen as one step that nothing comes before,
    /// and its invocation would be stamped too late.</remarks>
    private void RewriteOutside(Instruction instruction, MethodReference called)
    {
        var assembly = called.DeclaringType is ArrayType ? "" : RewriteScope.AssemblyOf(called.DeclaringType, _method.Module);
        if (assembly is null || _scope.IsRewritten(assembly) || _scope.IsNeutral(assembly))
        {
            return;
        }

        if (OutsideCalls.IsMemory(called))
        {
            RewriteMemory(instruction, called);
            return;
        }

        var constructs = instruction.OpCode.Code == Code.Newobj || called.Name == ".ctor";
        var package = assembly.Length > 0 && _scope.IsPackage(assembly);
        var receiver = constructs || !called.HasThis ? null : Receiver(called, package);
        var hidden = OutsideCalls.HiddenState(called) ?? (package && receiver is null ? "package " + assembly : null);
        var operand = package && receiver is null && !constructs ? called.Parameters.FirstOrDefault(p => IsOfPackage(p.ParameterType)) : null;
        var arguments = Arguments(called, package).ToArray();
        var indirect = OutsideCalls.TouchesSpan(called);
        if (receiver is not null && IsConstrained(instruction) && MemberFacts.IsByRefLike((TypeReference)instruction.Previous.Operand))
        {
            // What lives on the stack only can't be boxed to be looked at; a span's text is what it shows.
            (receiver, indirect) = (null, true);
        }

        var views = !constructs && (OutsideCalls.IsDeferred(called) || (receiver is not null && OutsideCalls.IsView(called)));
        if (receiver is null && hidden is null && arguments.Length == 0 && !indirect)
        {
            return;
        }

        List<Instruction> code = [];
        List<VariableDefinition> sources = [];
        var locals = receiver is null && operand is null && arguments.Length == 0 ? [] : Stash(called, code);
        if (locals is null)
        {
            // A signature that cannot be stored cannot be looked at either: one place for all of them.
            (code, locals, receiver, operand, arguments, hidden) = ([], [], null, null, [], hidden ?? "a call " + CalledName(called));
        }

        foreach (var (parameter, access, span) in arguments)
        {
            var site = _sites.Add(access, ArgumentName(called.Parameters[parameter].ParameterType), _method, instruction, byAddress: span, call: CalledName(called));
            if (views)
            {
                sources.Add(locals[parameter]);
            }
            else
            {
                code.AddRange([Instruction.Create(OpCodes.Ldloc, locals[parameter]), Number(site), Call(nameof(Hooks.Outside))]);
            }
        }

        if (indirect)
        {
            code.AddRange([Number(_sites.Add(SiteKind.Indirect, "by reference", _method, instruction, call: CalledName(called))), Call(nameof(Hooks.Plain))]);
        }

        if (hidden is not null)
        {
            var site = Number(_sites.Add(SiteKind.Opaque, hidden, _method, instruction, call: CalledName(called)));
            code.AddRange(operand is null ? [site, Call(nameof(Hooks.Hidden))] : [Instruction.Create(OpCodes.Ldloc, locals[operand.Index]), site, Call(nameof(Hooks.Extended))]);
        }

        if (receiver is var (kind, member, hook))
        {
            RewriteReceiver(instruction, called, (kind, member, hook), code, views ? sources : null);
        }

        code.AddRange(locals.Select(l => Instruction.Create(OpCodes.Ldloc, l)));
        if (code.Count > 0)
        {
            _editor.Before(instruction, [.. code]);
        }

        // Each goes right behind the call, so the last one put there comes first.
        for (var s = sources.Count - 1; s >= 0; s--)
        {
            _editor.After(
                instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Ldloc, sources[s]), Number(s), Call(nameof(Hooks.View)));
        }
    }

    /// <summary>The receiver comes last, right before the call: what the call gives to the object is known to whoever gets it there, and what others
    /// gave is known here. With a point between, the order would be one and the call another.</summary>
    private void RewriteReceiver(
        Instruction instruction, MethodReference called, (SiteKind Kind, string Member, string Hook) receiver, List<Instruction> code, List<VariableDefinition>? views)
    {
        List<VariableDefinition> published = [];
        var runs = receiver.Kind == SiteKind.Atomic && called.Parameters.Any(q => IsCallback(q.ParameterType));
        PushReceiver(instruction, called, code, runs ? published : views);
        var site = _sites.Add(
            receiver.Kind, receiver.Member, _method, instruction, byAddress: called.ReturnType is ByReferenceType, call: CalledName(called));
        code.AddRange([Number(site), Call(receiver.Hook)]);
        if (runs)
        {
            code.AddRange([Instruction.Create(OpCodes.Ldloc, published[0]), Call(nameof(Hooks.Runs))]);
            _editor.After(instruction, Instruction.Create(OpCodes.Ldloc, published[0]), Call(nameof(Hooks.Published)));
        }
    }

    /// <summary>A span taken from a memory: what the memory holds is an array that others may hold too.</summary>
    private void RewriteMemory(Instruction instruction, MethodReference called)
    {
        var type = (GenericInstanceType)called.DeclaringType;
        var writes = type.ElementType.FullName == "System.Memory`1";
        var site = _sites.Add(
            writes ? SiteKind.Write : SiteKind.Read, ElementName(type.GenericArguments[0]), _method, instruction, byAddress: true, call: CalledName(called));
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Dup),
            Number(site),
            Instruction.Create(OpCodes.Call, _imports.HookOf(writes ? nameof(Hooks.Memory) : nameof(Hooks.ReadOnlyMemory), type)));
    }

    /// <summary>A step of an enumeration through an interface: what is enumerated shows when it is made.</summary>
    private void RewriteEnumeration(Instruction instruction, MethodReference called)
    {
        var site = _sites.Add(SiteKind.Read, "enumeration content", _method, instruction, call: CalledName(called));
        var boxed = !called.DeclaringType.IsValueType && !IsConstrained(instruction);
        _editor.Before(instruction, boxed ? Instruction.Create(OpCodes.Dup) : Instruction.Create(OpCodes.Ldnull), Number(site), Call(nameof(Hooks.Enumerate)));
    }

    private static (SiteKind Kind, string Member, string Hook)? Receiver(MethodReference called, bool package)
    {
        if (CallRules.IsThreadSafe(called))
        {
            return (SiteKind.Atomic, CallRules.ContentName(called), nameof(Hooks.Access));
        }

        if (CallRules.LookupAccess(called) is { } lookup)
        {
            return called.Name is "get_Dictionary" or "get_Set" ? null : (lookup, CallRules.LookupContent(called), nameof(Hooks.Lookup));
        }

        if (CallRules.CollectionAccess(called) is { } access)
        {
            return (access, CallRules.ContentName(called), access == SiteKind.Opaque ? nameof(Hooks.Outside) : nameof(Hooks.Access));
        }

        if (CallRules.InterfaceAccess(called) is { } guess)
        {
            return (guess, CallRules.ContentName(called), nameof(Hooks.Outside));
        }

        if (called is { Name: "ToString", DeclaringType.FullName: "System.Object" })
        {
            return (SiteKind.Read, CallRules.ContentName(called), nameof(Hooks.Outside));
        }

        if (called is { DeclaringType.FullName: "System.Array", Name: "GetValue" or "SetValue" })
        {
            return (SiteKind.Opaque, ElementName(null), nameof(Hooks.Outside));
        }

        // A multi-dimensional array has methods instead of instructions; which element they touch is not told apart.
        var isArray = called.DeclaringType is ArrayType;
        return isArray || (!called.DeclaringType.IsValueType && (package || !OutsideCalls.HarmlessReceiver(called)))
            ? (SiteKind.Opaque, isArray ? ElementName(called.DeclaringType.GetElementType()) : SiteWriter.TypeName(called.DeclaringType) + " object", nameof(Hooks.Outside))
            : null;
    }

    private static IEnumerable<(int Parameter, SiteKind Kind, bool Span)> Arguments(MethodReference called, bool package)
    {
        var deferred = OutsideCalls.IsDeferred(called);
        var spans = OutsideCalls.IsSpan(called.ReturnType) || called.ReturnType is ByReferenceType || (called.Name == ".ctor" && OutsideCalls.IsSpan(called.DeclaringType));
        for (var p = 0; p < called.Parameters.Count; p++)
        {
            if (OutsideCalls.CanHoldElements(called.Parameters[p].ParameterType) && called.DeclaringType is not ArrayType)
            {
                var kind = spans ? called.ReturnType.Name.StartsWith("ReadOnly", StringComparison.Ordinal) ? SiteKind.Read : SiteKind.Write
                    : deferred ? SiteKind.Read
                    : package ? SiteKind.Opaque : OutsideCalls.ArgumentAccess(called, p);
                yield return (p, kind, spans);
            }
        }
    }

    private VariableDefinition[]? Stash(MethodReference called, List<Instruction> code)
    {
        var locals = new VariableDefinition[called.Parameters.Count];
        for (var p = 0; p < locals.Length; p++)
        {
            if (Inflation.Inflate(called.Parameters[p].ParameterType, called.DeclaringType, called) is not { } type)
            {
                return null;
            }

            locals[p] = _editor.Local(type);
        }

        code.AddRange(locals.Reverse().Select(l => Instruction.Create(OpCodes.Stloc, l)));
        return locals;
    }

    private void PushReceiver(Instruction instruction, MethodReference called, List<Instruction> code, List<VariableDefinition>? sources)
    {
        code.Add(Instruction.Create(OpCodes.Dup));
        if (IsConstrained(instruction))
        {
            var type = (TypeReference)instruction.Previous.Operand;
            code.AddRange([Instruction.Create(OpCodes.Ldobj, type), Instruction.Create(OpCodes.Box, type)]);
        }
        else if (called.DeclaringType.IsValueType)
        {
            code.AddRange([Instruction.Create(OpCodes.Ldobj, called.DeclaringType), Instruction.Create(OpCodes.Box, called.DeclaringType)]);
        }

        if (sources is not null)
        {
            sources.Add(_editor.Local(_imports.Object));
            code.AddRange([Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, sources[^1])]);
        }
    }

    private bool IsOfPackage(TypeReference type) =>
        type is { IsValueType: false } and not (GenericParameter or ArrayType or ByReferenceType or PointerType or FunctionPointerType or IModifierType)
        && RewriteScope.AssemblyOf(type, _method.Module) is { } assembly && !_scope.IsRewritten(assembly) && !_scope.IsNeutral(assembly) && _scope.IsPackage(assembly);

    private static string ArgumentName(TypeReference type) =>
        type is ArrayType array ? ElementName(array.ElementType) : SiteWriter.TypeName(type).TrimStart('I') + " content";

    /// <summary>What the object runs in the middle of the call writes after the order that was made in front of it.</summary>
    private static bool IsCallback(TypeReference type) => (type.Namespace == "System" && SiteWriter.TypeName(type) is "Func" or "Action")
        || MemberFacts.TryResolve(type)?.BaseType?.FullName == "System.MulticastDelegate";
}
