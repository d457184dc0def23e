using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

/// <content>Methods in which nothing may switch, and hash codes: those of the runtime differ from process to process.</content>
internal sealed partial class MethodRewriter
{
    /// <summary>Where nothing may switch, hash codes must still be the same in every process, for a key's own is made there, and a lock must
    /// keep out whoever has it under control.</summary>
    /// <remarks>Handlers of async locals are made there too, as a rule, and they may never throw.</remarks>
    private void RewriteComparison()
    {
        foreach (var instruction in _original.Where(i => i.OpCode.Code is Code.Call or Code.Callvirt or Code.Newobj))
        {
            var called = (MethodReference)instruction.Operand;
            if (TryRewriteHash(instruction, called, nameof(Hooks.StableHashOf), nameof(Hooks.StableHashOfValue)))
            {
                continue;
            }

            var assembly = RewriteScope.AssemblyOf(called.DeclaringType, _method.Module);
            if (assembly is null || _scope.IsRewritten(assembly) || ShimOf(instruction, called) is not { } shim)
            {
                continue;
            }

            if (Comparisons.IsLock(shim))
            {
                var site = _sites.Add(SiteKind.Control, CalledName(called), _method, instruction);
                _editor.Before(instruction, Number(site), Call(nameof(Hooks.At)));
                _editor.Become(instruction, OpCodes.Call, _imports.Shim(shim, called));
            }
            else if (StableHash.IsShim(shim) || shim.DeclaringType == typeof(AsyncLocalShims))
            {
                _editor.Become(instruction, OpCodes.Call, _imports.Shim(shim, called));
            }
        }
    }

    /// <summary>A virtual call, whoever overrides it; of a value only where that is a tuple, or of a type parameter, which may be a string.</summary>
    private bool TryRewriteHash(Instruction instruction, MethodReference called, string ofObject, string ofValue)
    {
        if (called is not { Name: "GetHashCode", DeclaringType.FullName: "System.Object" } || instruction.OpCode.Code != Code.Callvirt)
        {
            return false;
        }

        if (!IsConstrained(instruction))
        {
            _editor.Become(instruction, OpCodes.Call, _imports.Hook(ofObject));
            return true;
        }

        var type = (TypeReference)instruction.Previous.Operand;
        if (type is GenericParameter parameter ? MemberFacts.IsByRefLike(parameter) : !IsTuple(type))
        {
            return false;
        }

        _editor.Become(instruction, OpCodes.Call, _imports.HookOf(ofValue, type));
        return true;
    }

    private static bool IsTuple(TypeReference type) =>
        type is GenericInstanceType { Namespace: "System" } && type.Name.StartsWith("ValueTuple`", StringComparison.Ordinal);
}
