; The installer for Windows: for one user, without an administrator's password, in Chinese or English as Windows is.
;
; tests/package/windows.sh calls it and passes the paths:
;     makensis -DVERSION=0.1.0 -DNUMBERS=0.1.0.0 -DPARTS=folder -DICON=file.ico -DOUTPUT=file.exe installer.nsi
; Silent: /S, with /D=folder as the last word for another folder. Exit status 2: the program is running, or Windows is
; too old.

Target amd64-unicode
SetCompressor /SOLID lzma
RequestExecutionLevel user
ManifestDPIAware true
ManifestSupportedOS Win10
CRCCheck force

!include MUI2.nsh
!include WinVer.nsh
!include LogicLib.nsh
!include FileFunc.nsh

!define PROGRAM okpay-wizard.exe
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\OKPayWizard"
!define CLASSES "Software\Classes"
!define PACK OKPayWizard.Pack

Name "$(NAME)"
OutFile "${OUTPUT}"
; The user's own folder for programs. Their sessions are elsewhere, in OKPay\okpay-wizard.
InstallDir "$LOCALAPPDATA\Programs\OKPay Wizard"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" InstallLocation
BrandingText "OKPay ${VERSION}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!define MUI_FINISHPAGE_TITLE "$(FINISH_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(FINISH_TEXT)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "$(FINISH_RUN)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(REMOVE_TEXT)"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES

; Windows in any third language gets the first one.
!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE SimpChinese

LangString NAME ${LANG_ENGLISH} "OKPay Troubleshooter"
LangString NAME ${LANG_SIMPCHINESE} "OKPay 排障助手"
LangString PACK_NAME ${LANG_ENGLISH} "OKPay wizard pack"
LangString PACK_NAME ${LANG_SIMPCHINESE} "OKPay 排障助手内容包"
LangString WELCOME_TITLE ${LANG_ENGLISH} "Install the OKPay Troubleshooter"
LangString WELCOME_TITLE ${LANG_SIMPCHINESE} "安装 OKPay 排障助手"
LangString WELCOME_TEXT ${LANG_ENGLISH} "The program helps you step by step when a login or a payment does not work.$\r$\n$\r$\nIt is installed for your user account only and needs no administrator's password.$\r$\n$\r$\nPress Install to continue."
LangString WELCOME_TEXT ${LANG_SIMPCHINESE} "登录或付款不顺利时，这个程序一步一步帮你解决。$\r$\n$\r$\n它只为你自己的账户安装，不需要管理员密码。$\r$\n$\r$\n按“安装”继续。"
LangString FINISH_TITLE ${LANG_ENGLISH} "The program is installed"
LangString FINISH_TITLE ${LANG_SIMPCHINESE} "安装完成"
LangString FINISH_TEXT ${LANG_ENGLISH} "To open it, choose OKPay Troubleshooter in the Start menu."
LangString FINISH_TEXT ${LANG_SIMPCHINESE} "在开始菜单里选“OKPay 排障助手”就能打开。"
LangString FINISH_RUN ${LANG_ENGLISH} "Open it now"
LangString FINISH_RUN ${LANG_SIMPCHINESE} "现在打开"
LangString REMOVE_TEXT ${LANG_ENGLISH} "The program will be removed. Your settings, sessions and saved reports stay on this computer."
LangString REMOVE_TEXT ${LANG_SIMPCHINESE} "将删除这个程序。你的设置、记录和报告仍保留在这台电脑上。"
LangString OLD_WINDOWS ${LANG_ENGLISH} "The program needs a 64-bit Windows 10 or newer, so it cannot be installed on this computer."
LangString OLD_WINDOWS ${LANG_SIMPCHINESE} "这个程序需要 64 位的 Windows 10 或更新的系统，不能安装在这台电脑上。"
LangString IN_USE ${LANG_ENGLISH} "The program is open. Please close its window, then press Retry."
LangString IN_USE ${LANG_SIMPCHINESE} "程序正在运行。请先关闭它的窗口，再按“重试”。"

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
!macro VERSION_IN LANGUAGE NAME DESCRIPTION
    VIAddVersionKey /LANG=${LANGUAGE} ProductName "${NAME}"
    VIAddVersionKey /LANG=${LANGUAGE} FileDescription "${DESCRIPTION}"
    VIAddVersionKey /LANG=${LANGUAGE} CompanyName "OKPay"
    VIAddVersionKey /LANG=${LANGUAGE} LegalCopyright "MIT OR Apache-2.0"
    VIAddVersionKey /LANG=${LANGUAGE} FileVersion "${VERSION}"
    VIAddVersionKey /LANG=${LANGUAGE} ProductVersion "${VERSION}"
!macroend
!insertmacro VERSION_IN ${LANG_ENGLISH} "OKPay Troubleshooter" "Installer of the OKPay Troubleshooter"
!insertmacro VERSION_IN ${LANG_SIMPCHINESE} "OKPay 排障助手" "OKPay 排障助手安装程序"

; Waits until the program can be replaced or removed. While it runs, its file cannot be written.
!macro AWAIT_CLOSED UN
    Function ${UN}AwaitClosed
        again:
        ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
            Return
        ${EndIf}
        ClearErrors
        FileOpen $0 "$INSTDIR\${PROGRAM}" a
        ${IfNot} ${Errors}
            FileClose $0
            Return
        ${EndIf}
        MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(IN_USE)" /SD IDCANCEL IDRETRY again
        SetErrorLevel 2
        Quit
    FunctionEnd
!macroend
!insertmacro AWAIT_CLOSED ""
!insertmacro AWAIT_CLOSED "un."

; Makes the desktop read again which program opens which files.
!macro REFRESH_FILE_TYPES
    System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
!macroend

Function .onInit
    ${IfNot} ${AtLeastWin10}
        MessageBox MB_OK|MB_ICONINFORMATION "$(OLD_WINDOWS)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
    Call AwaitClosed
FunctionEnd

Function un.onInit
    Call un.AwaitClosed
FunctionEnd

Section
    SetShellVarContext current
    SetOutPath "$INSTDIR"
    File "${PARTS}/${PROGRAM}"
    File "${PARTS}/README.txt"
    File "${PARTS}/LICENSE-MIT.txt"
    File "${PARTS}/LICENSE-APACHE.txt"
    File "${PARTS}/LICENSE-FONTS.txt"
    File "${PARTS}/THIRD-PARTY.txt"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    ; An earlier installation in the other language has a shortcut with another name.
    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" StartMenu
    ${If} $0 != ""
        Delete "$0"
    ${EndIf}
    CreateShortcut "$SMPROGRAMS\$(NAME).lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0

    WriteRegStr HKCU "${UNINSTALL_KEY}" StartMenu "$SMPROGRAMS\$(NAME).lnk"
    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayName "$(NAME)"
    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayVersion "${VERSION}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" DisplayIcon "$INSTDIR\${PROGRAM}"
    WriteRegStr HKCU "${UNINSTALL_KEY}" Publisher "OKPay"
    WriteRegStr HKCU "${UNINSTALL_KEY}" InstallLocation "$INSTDIR"
    WriteRegStr HKCU "${UNINSTALL_KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${UNINSTALL_KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoModify 1
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" NoRepair 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${UNINSTALL_KEY}" EstimatedSize $0

    ; A double-click on a pack file opens it with the program.
    WriteRegStr HKCU "${CLASSES}\.okpack" "" "${PACK}"
    WriteRegStr HKCU "${CLASSES}\.okpack" "Content Type" "application/vnd.okpay.pack+zip"
    WriteRegStr HKCU "${CLASSES}\.okpack\OpenWithProgids" "${PACK}" ""
    WriteRegStr HKCU "${CLASSES}\${PACK}" "" "$(PACK_NAME)"
    WriteRegStr HKCU "${CLASSES}\${PACK}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
    WriteRegStr HKCU "${CLASSES}\${PACK}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
    ; The Run window and `start` find the program by its name.
    WriteRegStr HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}" "" "$INSTDIR\${PROGRAM}"
    !insertmacro REFRESH_FILE_TYPES
SectionEnd

Section Uninstall
    SetShellVarContext current
    ; File by file: other files in this folder belong to the user.
    Delete "$INSTDIR\${PROGRAM}"
    Delete "$INSTDIR\README.txt"
    Delete "$INSTDIR\LICENSE-MIT.txt"
    Delete "$INSTDIR\LICENSE-APACHE.txt"
    Delete "$INSTDIR\LICENSE-FONTS.txt"
    Delete "$INSTDIR\THIRD-PARTY.txt"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"

    ReadRegStr $0 HKCU "${UNINSTALL_KEY}" StartMenu
    ${If} $0 != ""
        Delete "$0"
    ${EndIf}
    ; If packs are now opened by another program, that stays so.
    ReadRegStr $0 HKCU "${CLASSES}\.okpack" ""
    ${If} $0 == "${PACK}"
        DeleteRegKey HKCU "${CLASSES}\.okpack"
    ${Else}
        DeleteRegValue HKCU "${CLASSES}\.okpack\OpenWithProgids" "${PACK}"
    ${EndIf}
    DeleteRegKey HKCU "${CLASSES}\${PACK}"
    DeleteRegKey HKCU "Software\Microsoft\Windows\CurrentVersion\App Paths\${PROGRAM}"
    DeleteRegKey HKCU "${UNINSTALL_KEY}"
    !insertmacro REFRESH_FILE_TYPES
SectionEnd
