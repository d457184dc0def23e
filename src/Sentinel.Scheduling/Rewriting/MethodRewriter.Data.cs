using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Sentinel.Scheduling;

internal sealed partial class MethodRewriter
{
    private void RewriteField(int index, Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        var field = MemberFacts.TryResolve(reference);
        if (MemberFacts.NeverShared(reference, field) || IsOwnConstruction(index, instruction, reference))
        {
            return;
        }

        var write = instruction.OpCode.Code == Code.Stfld;
        var site = AccessSite(instruction, reference, write);
        if (reference.DeclaringType.IsValueType || field!.DeclaringType.IsValueType)
        {
            RewriteStructField(index, instruction, write, site);
            return;
        }

        if (!write)
        {
            _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Number(site), Call(nameof(Hooks.Access)));
            return;
        }

        if (Inflation.Inflate(reference.FieldType, reference.DeclaringType, null) is not { } type)
        {
            _editor.Before(instruction, Number(site), Call(nameof(Hooks.Plain)));
            return;
        }

        var value = _editor.Local(type);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Stloc, value),
            Instruction.Create(OpCodes.Dup),
            Number(site),
            Call(nameof(Hooks.Access)),
            Instruction.Create(OpCodes.Ldloc, value));
    }

    /// <summary>A struct's field through a pointer: whoever took the pointer is accounted for; here only a switch may be missing.</summary>
    private void RewriteStructField(int index, Instruction instruction, bool write, int site)
    {
        var origin = _walk.Origin(index, write ? 1 : 0);
        var local = IsLocal(origin) || (origin is not null && _editor.Now(origin).OpCode.Code == Code.Ldloc);
        if (!local && (origin is null || !_consumers.ContainsKey(origin)))
        {
            _editor.Before(instruction, Number(site), Call(nameof(Hooks.Plain)));
        }
    }

    private void RewriteStatic(Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        if (!MemberFacts.NeverShared(reference, MemberFacts.TryResolve(reference)))
        {
            var site = AccessSite(instruction, reference, instruction.OpCode.Code == Code.Stsfld);
            _editor.Before(instruction, [.. StaticTarget(reference), Number(site), Call(nameof(Hooks.Access))]);
        }
    }

    /// <summary>Statics of a generic type are one location for each instantiation: the type stands for the object.</summary>
    private Instruction[] StaticTarget(FieldReference reference) => reference.DeclaringType is GenericInstanceType type
        ? [Instruction.Create(OpCodes.Ldtoken, (TypeReference)type), Call(nameof(Hooks.TypeOf))]
        : [Instruction.Create(OpCodes.Ldnull)];

    private void RewriteAddress(int index, Instruction instruction)
    {
        var reference = (FieldReference)instruction.Operand;
        var field = MemberFacts.TryResolve(reference);
        if (MemberFacts.NeverShared(reference, field) || MemberFacts.IsSynchronisation(reference.FieldType)
            || IsOwnConstruction(index, instruction, reference))
        {
            return;
        }

        var isStatic = instruction.OpCode.Code == Code.Ldsflda;
        if (!isStatic && (reference.DeclaringType.IsValueType || field!.DeclaringType.IsValueType))
        {
            // A part of a struct: the outer address, where it is known, stands for it.
            if (_consumers.TryGetValue(_original[index], out var use) && use.Kind > SiteKind.Write
                && !(_walk.Origin(index, 0) is { } outer && _consumers.ContainsKey(outer)))
            {
                var part = _sites.Add(use.Kind, MemberFacts.Name(reference), _method, use.Consumer);
                _editor.Before(use.Consumer, Instruction.Create(OpCodes.Ldnull), Number(part), Call(nameof(Hooks.Access)));
            }

            return;
        }

        var valueType = MemberFacts.ValueType(reference.FieldType);
        if (!_consumers.TryGetValue(_original[index], out var consumer))
        {
            var unknown = _sites.Add(SiteKind.Write, MemberFacts.Name(reference), _method, instruction, valueType, byAddress: true);
            Instruction[] target = isStatic ? StaticTarget(reference) : [Instruction.Create(OpCodes.Dup)];
            _editor.Before(instruction, [.. target, Number(unknown), Call(nameof(Hooks.Access))]);
            return;
        }

        var site = _sites.Add(consumer.Kind, MemberFacts.Name(reference), _method, consumer.Consumer, valueType, IsGuess(consumer), part: consumer.Part);
        var publishes = consumer.Consumer.Operand is MethodReference called && PublishesLater(called);
        if (isStatic)
        {
            _editor.Before(consumer.Consumer, [.. StaticTarget(reference), Number(site), Call(nameof(Hooks.Access))]);
            if (publishes)
            {
                _editor.Before(consumer.Consumer, [.. StaticTarget(reference), Number(site), Call(nameof(Hooks.RunsAt))]);
                _editor.After(consumer.Consumer, [.. StaticTarget(reference), Number(site), Call(nameof(Hooks.PublishedAt))]);
            }

            return;
        }

        var owner = _editor.Local(_imports.Object);
        _editor.Before(instruction, Instruction.Create(OpCodes.Dup), Instruction.Create(OpCodes.Stloc, owner));
        _editor.Before(consumer.Consumer, Instruction.Create(OpCodes.Ldloc, owner), Number(site), Call(nameof(Hooks.Access)));
        if (publishes)
        {
            _editor.Before(consumer.Consumer, Instruction.Create(OpCodes.Ldloc, owner), Number(site), Call(nameof(Hooks.RunsAt)));
            _editor.After(consumer.Consumer, Instruction.Create(OpCodes.Ldloc, owner), Number(site), Call(nameof(Hooks.PublishedAt)));
        }
    }

    /// <summary>An atomic call that runs the program's code first, and only then publishes what that made.</summary>
    private static bool PublishesLater(MethodReference called) => AtomicKind(called) == SiteKind.Atomic
        && (called.DeclaringType.Name == "LazyInitializer" || called.Parameters.Any(p => IsCallback(p.ParameterType)));

    private void RewriteElementAddress(int index, Instruction instruction)
    {
        var element = (TypeReference)instruction.Operand;
        var known = _consumers.TryGetValue(_original[index], out var consumer);
        var site = _sites.Add(
            known ? consumer.Kind : SiteKind.Write,
            ElementName(element),
            _method,
            known ? consumer.Consumer : instruction,
            MemberFacts.ValueType(element),
            !known || IsGuess(consumer),
            part: known ? consumer.Part : "");
        var (array, at) = StashElement(instruction);
        var place = known ? consumer.Consumer : instruction;
        _editor.Before(place, LoadElement(array, at, site));
    }

    private void RewriteElementRead(Instruction instruction)
    {
        var (array, at) = StashElement(instruction);
        var site = _sites.Add(SiteKind.Read, ElementName(instruction.Operand as TypeReference), _method, instruction);
        _editor.Before(instruction, LoadElement(array, at, site));
    }

    private void RewriteElementWrite(Instruction instruction)
    {
        // The value's type is only sure where the instruction names it; a reference always fits an object.
        var type = instruction.OpCode.Code switch
        {
            Code.Stelem_Any => Inflation.Inflate((TypeReference)instruction.Operand, _method.DeclaringType, null),
            Code.Stelem_Ref => _imports.Object,
            Code.Stelem_I8 => _method.Module.TypeSystem.Int64,
            Code.Stelem_R4 => _method.Module.TypeSystem.Single,
            Code.Stelem_R8 => _method.Module.TypeSystem.Double,
            Code.Stelem_I => _imports.NativeInt,
            _ => _method.Module.TypeSystem.Int32,
        };
        var site = _sites.Add(SiteKind.Write, ElementName(instruction.Operand as TypeReference), _method, instruction);
        var value = _editor.Local(type ?? _imports.Object);
        var index = _editor.Local(_imports.NativeInt);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Stloc, value),
            Instruction.Create(OpCodes.Conv_I),
            Instruction.Create(OpCodes.Stloc, index),
            Instruction.Create(OpCodes.Dup),
            Instruction.Create(OpCodes.Ldloc, index),
            Number(site),
            Call(nameof(Hooks.Element)),
            Instruction.Create(OpCodes.Ldloc, index),
            Instruction.Create(OpCodes.Ldloc, value));
    }

    private (VariableDefinition Array, VariableDefinition Index) StashElement(Instruction instruction)
    {
        var index = _editor.Local(_imports.NativeInt);
        var array = _editor.Local(_imports.Object);
        _editor.Before(
            instruction,
            Instruction.Create(OpCodes.Conv_I),
            Instruction.Create(OpCodes.Stloc, index),
            Instruction.Create(OpCodes.Dup),
            Instruction.Create(OpCodes.Stloc, array),
            Instruction.Create(OpCodes.Ldloc, index));
        return (array, index);
    }

    private Instruction[] LoadElement(VariableDefinition array, VariableDefinition index, int site) =>
    [
        Instruction.Create(OpCodes.Ldloc, array),
        Instruction.Create(OpCodes.Ldloc, index),
        Number(site),
        Call(nameof(Hooks.Element)),
    ];

    private void RewriteIndirect(int index, Instruction instruction, int depth)
    {
        var origin = _walk.Origin(index, depth);
        if (!IsLocal(origin) && (origin is null || !_consumers.ContainsKey(origin)))
        {
            _editor.Before(instruction, Number(_sites.Add(SiteKind.Indirect, "by reference", _method, instruction)), Call(nameof(Hooks.Plain)));
        }
    }

    private int AccessSite(Instruction instruction, FieldReference reference, bool write)
    {
        // Whoever adds a handler or raises the event reads the field plainly: handlers never change, and an exchange published them.
        var kind = IsVolatile(instruction) || (!write && MemberFacts.IsEventField(reference)) ? write ? SiteKind.Release : SiteKind.Acquire : write ? SiteKind.Write : SiteKind.Read;
        return _sites.Add(kind, MemberFacts.Name(reference), _method, instruction, MemberFacts.ValueType(reference.FieldType));
    }

    /// <summary>An object's own fields inside its constructor: nobody else has the object yet.</summary>
    private bool IsOwnConstruction(int index, Instruction instruction, FieldReference reference)
    {
        if (!_method.IsConstructor || _method.IsStatic || reference.DeclaringType.GetElementType().FullName != _method.DeclaringType.FullName)
        {
            return false;
        }

        return IsThis(_walk.Origin(index, instruction.OpCode.Code == Code.Stfld ? 1 : 0));
    }

    private bool IsThis(Instruction? origin) =>
        origin is not null && _editor.Now(origin) is { OpCode.Code: Code.Ldarg, Operand: ParameterReference { Index: < 0 } };

    /// <summary>A method that takes the address may or may not write; one that only reads, or is atomic, is known.</summary>
    private static bool IsGuess((Instruction Consumer, SiteKind Kind, bool Calls, string Part) use) => use is { Kind: SiteKind.Write, Calls: true };

    private static string ElementName(TypeReference? element) => element is null ? "element of[]" : $"{SiteWriter.TypeName(element)}[]";
}
